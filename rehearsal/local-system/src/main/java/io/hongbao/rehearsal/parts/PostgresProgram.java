package io.hongbao.rehearsal.parts;

import static io.hongbao.rehearsal.parts.Ports.LOOPBACK;

import io.hongbao.domain.OperationFailedException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL that travels in a jar, and how to run it: unpacked once into the server's
 * directory, beside the data, which {@code initdb} makes.
 *
 * <p>PostgreSQL refuses to run as root. For root it is started in a user namespace ({@code unshare
 * -U}), where it is nobody, as the library that the jar belongs to does it in tests.
 */
public final class PostgresProgram {

  /** Of the server in the jar; a later one with another first number cannot read its data. */
  static final String VERSION = "18.1";

  /** What a shell looks at between double quotes. */
  private static final Pattern SHELL_SIGNS = Pattern.compile("[$`\"\\\\]");

  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  /** Small, since it serves one wallet, and quiet while nobody pays. */
  private static final List<String> PARAMETERS =
      List.of(
          "listen_addresses=" + LOOPBACK,
          "unix_socket_directories=",
          "max_connections=50",
          "shared_buffers=32MB",
          "max_wal_size=256MB",
          "wal_level=minimal",
          "max_wal_senders=0",
          "max_logical_replication_workers=0",
          "max_parallel_workers=0",
          "io_method=sync",
          "log_checkpoints=off",
          "timezone=UTC",
          "log_timezone=UTC");

  private static final Duration INIT_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(1);
  private static final int MAX_OUTPUT_BYTES = 4_096;
  private static final int PROTOCOL = 3 << 16;

  private PostgresProgram() {}

  /** Makes sure of program and data, and returns the command to start it. */
  public static List<String> prepare(PostgresSettings settings) {
    try {
      Path program = unpacked(settings.directory());
      if (!Files.isDirectory(settings.data())) {
        if (SHELL_SIGNS.matcher(program.toString()).find()) {
          initializeFromElsewhere(settings);
        } else {
          initialize(program, settings);
        }
      }
      List<String> command = asNobody(settings.directory());
      command.add(program.resolve("bin/postgres").toString());
      command.addAll(List.of("-D", settings.data().toString()));
      command.addAll(List.of("-p", String.valueOf(settings.port())));
      for (String parameter : PARAMETERS) {
        command.addAll(List.of("-c", parameter));
      }
      return List.copyOf(command);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + settings.name(), e);
    }
  }

  /** False also while it recovers from a kill: it says so where it would ask who comes. */
  public static boolean answers(PostgresSettings settings) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout((int) ASK_TIMEOUT.toMillis());
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()),
          (int) ASK_TIMEOUT.toMillis());
      socket.getOutputStream().write(startupMessage());
      return socket.getInputStream().read() == 'R';
    } catch (IOException notYet) {
      return false;
    }
  }

  /** See "Message Formats" of PostgreSQL's documentation. */
  private static byte[] startupMessage() throws IOException {
    byte[] parameters =
        String.join("\0", "user", PostgresSettings.NAME, "database", PostgresSettings.NAME, "", "")
            .getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream message = new DataOutputStream(bytes);
    message.writeInt(2 * Integer.BYTES + parameters.length);
    message.writeInt(PROTOCOL);
    message.write(parameters);
    return bytes.toByteArray();
  }

  /** {@code initdb} names its server to a shell, between double quotes. */
  private static void initializeFromElsewhere(PostgresSettings settings) throws IOException {
    Path elsewhere = Files.createTempDirectory("hongbao-postgres");
    try {
      unpackTo(elsewhere);
      initialize(elsewhere, settings);
    } finally {
      FileTrees.delete(elsewhere);
    }
  }

  /** In a folder of its own first: one that is there is whole. */
  private static void initialize(Path program, PostgresSettings settings) throws IOException {
    Path draft = settings.directory().resolve("data.new");
    FileTrees.delete(draft);
    List<String> command = asNobody(settings.directory());
    command.addAll(
        List.of(
            program.resolve("bin/initdb").toString(),
            "-D",
            draft.toString(),
            "-U",
            PostgresSettings.NAME,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-instructions"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    try {
      byte[] said = process.getInputStream().readNBytes(MAX_OUTPUT_BYTES);
      if (!process.waitFor(INIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          || process.exitValue() != 0) {
        throw new OperationFailedException(
            String.format(
                Locale.ROOT,
                "%s: initdb failed: %s%s",
                settings.name(),
                new String(said, StandardCharsets.UTF_8).strip().replaceAll("\\s*\n\\s*", " / "),
                isRoot(settings.directory())
                    ? "; PostgreSQL does not run as root, and user namespaces (unshare -U), by"
                        + " which root starts it, may be forbidden here: run this as another"
                        + " user, or name a database with --wallet-database"
                    : ""));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationFailedException("interrupted while making a database", e);
    } finally {
      process.destroyForcibly();
    }
    Files.move(draft, settings.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  /** What stands before a command of PostgreSQL's. */
  private static List<String> asNobody(Path directory) throws IOException {
    return new ArrayList<>(isRoot(directory) ? List.of("unshare", "-U") : List.of());
  }

  /** By whom our files belong to: Java does not tell a process's user. */
  private static boolean isRoot(Path directory) throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"));
  }

  /** Unpacked once; its name carries its version, so that another one is another folder. */
  private static Path unpacked(Path directory) throws IOException {
    Path program = directory.resolve("program-" + VERSION);
    Files.createDirectories(directory);
    if (Files.isDirectory(program)) {
      return program;
    }
    Path draft = directory.resolve("program.new");
    FileTrees.delete(draft);
    unpackTo(draft);
    Files.move(draft, program, StandardCopyOption.ATOMIC_MOVE);
    return program;
  }

  private static void unpackTo(Path folder) throws IOException {
    try (InputStream packed = PostgresProgram.class.getResourceAsStream(ARCHIVE)) {
      if (packed == null || !System.getProperty("os.arch").equals("amd64")) {
        throw new OperationFailedException(
            "no PostgreSQL comes along for this machine, only for Linux on x86-64: name a database"
                + " with --wallet-database");
      }
      unpack(packed, folder);
    }
  }

  private static void unpack(InputStream packed, Path folder) throws IOException {
    try (TarArchiveInputStream archive =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException(ARCHIVE + " has a file outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
          Files.copy(archive, file);
          boolean isProgram = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              file, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }
}
