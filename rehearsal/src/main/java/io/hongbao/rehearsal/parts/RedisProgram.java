package io.hongbao.rehearsal.parts;

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
import java.util.List;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The real redis-server, which travels in a jar, and how to run it from its settings. */
public final class RedisProgram {

  private static final Duration PING_TIMEOUT = Duration.ofSeconds(1);

  private RedisProgram() {}

  /** Unpacks the program, writes its configuration, and returns the command that starts it. */
  public static List<String> prepare(RedisSettings settings) {
    try {
      Path program = program(settings.directory());
      Path configuration = settings.directory().resolve("redis.conf");
      SmallFiles.replace(configuration, settings.toConfiguration());
      if (!settings.keptOnDisk()) {
        // Of an earlier run: a later one that reads it would have old lists of packets.
        Files.deleteIfExists(settings.directory().resolve(RedisSettings.APPEND_ONLY_FILE));
      }
      return List.of(program.toString(), configuration.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare " + settings.name(), e);
    }
  }

  /** False also while it loads its file: it says LOADING then. */
  public static boolean answers(RedisSettings settings) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout((int) PING_TIMEOUT.toMillis());
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()),
          (int) PING_TIMEOUT.toMillis());
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] reply = socket.getInputStream().readNBytes("+PONG".length());
      return new String(reply, StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Unpacked once; its name carries its version, so that another one is another file. */
  private static Path program(Path directory) throws IOException {
    OsArchitecture machine = OsArchitecture.detectOSandArchitecture();
    String name = ExecutableProvider.newProvidedVersionsMap().get(machine);
    if (name == null) {
      throw new IllegalStateException(
          "no redis-server comes along for " + machine + ": Linux and macOS on 64 bits have one");
    }
    Path program = directory.resolve(Path.of(name).getFileName().toString());
    if (!Files.isExecutable(program)) {
      Files.createDirectories(directory);
      Path draft = directory.resolve(program.getFileName() + ".new");
      String resource = name.startsWith("/") ? name : "/" + name;
      try (InputStream packed = ExecutableProvider.class.getResourceAsStream(resource)) {
        Files.copy(packed, draft, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(draft, program, StandardCopyOption.ATOMIC_MOVE);
    }
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException(
          program + " may not be run: name a folder with --data whose disk lets programs run");
    }
    return program;
  }
}
