package io.hongbao.ops.system;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.AtomicFiles;
import io.hongbao.files.ShellWord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the parts of a running system are, left in its data directory for other commands.
 *
 * @param edge URL of the edge, a comma between several
 * @param admin URL of its admin port, likewise
 * @param flink URL of the dashboard
 * @param kafka host and port, a comma between several
 * @param redis host and port
 * @param money where packets are paid; empty if none are
 */
public record Addresses(
    String edge, String admin, String flink, String kafka, String redis, Optional<Money> money) {

  /**
   * The parts that pay.
   *
   * @param wallet URL of the payment system
   * @param walletAdmin URL of its admin port
   * @param payoutAdmin URL of the admin port of the payout adapter
   */
  public record Money(String wallet, String walletAdmin, String payoutAdmin) {}

  private static final String WALLET = "wallet";
  private static final String WALLET_ADMIN = "wallet-admin";
  private static final String PAYOUT_ADMIN = "payout-admin";

  /** The one line that tells scripts that all is up; of several edges it names the first. */
  public String toReadyLine() {
    return String.format(
            Locale.ROOT,
            "READY edge=%s admin=%s flink=%s kafka=%s redis=%s",
            first(edge),
            first(admin),
            flink,
            kafka,
            redis)
        + money.map(it -> " wallet=" + it.wallet()).orElse("");
  }

  private static String first(String urls) {
    return urls.split(",", 2)[0];
  }

  public void write(DataDirectory data) {
    try {
      AtomicFiles.replace(
          data.addresses(),
          String.format(
                  Locale.ROOT,
                  "edge=%s\nadmin=%s\nflink=%s\nkafka=%s\nredis=%s\n",
                  edge,
                  admin,
                  flink,
                  kafka,
                  redis)
              + money.map(Addresses::lines).orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + data.addresses(), e);
    }
  }

  /**
   * @throws OperationFailedException naming the folder if nothing runs from it
   */
  public static Addresses read(DataDirectory data) {
    var from = new Properties();
    try (Reader reader = Files.newBufferedReader(data.addresses())) {
      from.load(reader);
    } catch (NoSuchFileException e) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "no system runs from %s: start ./hongbao up --data %s, or name the folder of one that"
                  + " runs with --data",
              data.root(),
              ShellWord.of(data.root())),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + data.addresses(), e);
    }
    return new Addresses(
        required(from, "edge", data),
        required(from, "admin", data),
        required(from, "flink", data),
        required(from, "kafka", data),
        required(from, "redis", data),
        from.containsKey(WALLET)
            ? Optional.of(
                new Money(
                    required(from, WALLET, data),
                    required(from, WALLET_ADMIN, data),
                    required(from, PAYOUT_ADMIN, data)))
            : Optional.empty());
  }

  public static void remove(DataDirectory data) {
    try {
      Files.deleteIfExists(data.addresses());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + data.addresses(), e);
    }
  }

  private static String lines(Money money) {
    return String.format(
        Locale.ROOT,
        "%s=%s\n%s=%s\n%s=%s\n",
        WALLET,
        money.wallet(),
        WALLET_ADMIN,
        money.walletAdmin(),
        PAYOUT_ADMIN,
        money.payoutAdmin());
  }

  private static String required(Properties from, String key, DataDirectory data) {
    String value = from.getProperty(key);
    if (value == null) {
      throw new OperationFailedException(data.addresses() + " does not name " + key);
    }
    return value;
  }
}
