package io.hongbao.ops.system;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.FileErrorFormatter;
import io.hongbao.files.OutputFile;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.keys.VerifyingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The keys of a system on this machine: from the environment, or else from {@code DIR/keys}, where
 * {@code up} makes them once. Each is one line of base64 in a file of its own that only its owner
 * may read.
 *
 * @param ticketKeys {@code kid:base64}, a comma between two
 * @param signingKey signs control records
 * @param verifyingKey checks their signatures
 * @param sealingKey seals wave secrets
 * @param approverKey checks the signatures of envelopes; {@code up} makes none
 */
public record LocalKeys(
    String ticketKeys,
    SigningKey signingKey,
    VerifyingKey verifyingKey,
    SealingKey sealingKey,
    Optional<VerifyingKey> approverKey) {

  private static final String TICKET = "ticket.keys";
  private static final String SIGNING = "signing.key";
  private static final String VERIFYING = "verifying.key";
  private static final String SEALING = "sealing.key";
  private static final String APPROVER = "approver.pub";
  private static final String APPROVER_SECRET = "approver.key";

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          TICKET, TicketKeys.ENVIRONMENT_VARIABLE,
          SIGNING, "HONGBAO_SIGNING_KEY",
          VERIFYING, "HONGBAO_VERIFYING_KEY",
          SEALING, "HONGBAO_SEALING_KEY",
          APPROVER, "HONGBAO_APPROVER_KEY");

  /** A key is neither in the environment nor in the folder. */
  public static final class MissingKeyException extends OperationFailedException {

    private static final long serialVersionUID = 1L;

    MissingKeyException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Makes the keys that are missing. */
  public static void makeMissing(DataDirectory data) {
    try {
      Files.createDirectories(data.keys());
      Files.setPosixFilePermissions(data.keys(), PosixFilePermissions.fromString("rwx------"));
      if (!Files.exists(data.keys().resolve(TICKET))) {
        write(data.keys().resolve(TICKET), TicketKeys.generate("k1").toSecretText());
      }
      if (!Files.exists(data.keys().resolve(VERIFYING))) {
        SigningKey.Pair pair = SigningKey.generate();
        write(data.keys().resolve(SIGNING), pair.signingKey().toBase64());
        write(data.keys().resolve(VERIFYING), pair.verifyingKey().toBase64());
      }
      if (!Files.exists(data.keys().resolve(SEALING))) {
        write(data.keys().resolve(SEALING), SealingKey.generate().toBase64());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make keys in " + data.keys(), e);
    }
  }

  /**
   * Reads all keys.
   *
   * @throws MissingKeyException if one is neither in the environment nor in the folder
   * @throws OperationFailedException if one is no key
   */
  public static LocalKeys read(DataDirectory data) {
    return new LocalKeys(
        ticketKeys(data),
        key(data, SIGNING, SigningKey::fromBase64),
        key(data, VERIFYING, VerifyingKey::fromBase64),
        sealingKey(data),
        approverKey(data));
  }

  /**
   * Makes the keys of a person who approves envelopes, both in one folder.
   *
   * @throws OperationFailedException if there is one, or they cannot be written
   */
  public static void makeApprover(Path folder) {
    for (String name : List.of(APPROVER_SECRET, APPROVER)) {
      if (Files.exists(folder.resolve(name))) {
        throw new OperationFailedException(
            folder.resolve(name) + " is there: keys are never replaced, name another folder");
      }
    }
    SigningKey.Pair pair = SigningKey.generate();
    try {
      Files.createDirectories(folder);
      write(folder.resolve(APPROVER_SECRET), pair.signingKey().toBase64());
      OutputFile.write(folder.resolve(APPROVER), pair.verifyingKey().toBase64() + "\n");
    } catch (IOException e) {
      throw new OperationFailedException(
          "cannot write keys into " + folder + " (" + FileErrorFormatter.of(e) + ")", e);
    }
  }

  /** The key that checks envelopes, if this system has one. */
  private static Optional<VerifyingKey> approverKey(DataDirectory data) {
    String fromEnvironment = System.getenv(ENVIRONMENT.get(APPROVER));
    boolean isSet = fromEnvironment != null && !fromEnvironment.isBlank();
    return isSet || Files.exists(data.keys().resolve(APPROVER))
        ? Optional.of(key(data, APPROVER, VerifyingKey::fromBase64))
        : Optional.empty();
  }

  /** The ticket keys alone, for those who hold no other. */
  public static String ticketKeys(DataDirectory data) {
    return key(data, TICKET, text -> TicketKeys.parse(text).toSecretText());
  }

  private static <K> K key(DataDirectory data, String name, Function<String, K> parsing) {
    try {
      return parsing.apply(text(data, name));
    } catch (IllegalArgumentException e) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "the key in %s or %s cannot be used: %s",
              data.keys().resolve(name),
              ENVIRONMENT.get(name),
              e.getMessage()),
          e);
    }
  }

  /** The sealing key alone. */
  public static SealingKey sealingKey(DataDirectory data) {
    return key(data, SEALING, SealingKey::fromBase64);
  }

  private static String text(DataDirectory data, String name) {
    String fromEnvironment = System.getenv(ENVIRONMENT.get(name));
    if (fromEnvironment != null && !fromEnvironment.isBlank()) {
      return fromEnvironment.strip();
    }
    Path file = data.keys().resolve(name);
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new MissingKeyException(
          String.format(
              Locale.ROOT,
              "no key in %s (%s): name a data folder of ./hongbao up with --data, or set %s",
              file,
              FileErrorFormatter.of(e),
              ENVIRONMENT.get(name)),
          e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    OutputFile.write(file, text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Override
  public String toString() {
    return "keys";
  }
}
