package io.hongbao.rehearsal.parts;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.AtomicFiles;
import java.io.File;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/**
 * The server that plays Redis, and how to run it from its settings: a {@code valkey-server} or
 * {@code redis-server} of the PATH that is newer than the one that travels in a jar, else that one.
 * The environment variable {@value #SETTING} names another, or says {@value #EMBEDDED}.
 *
 * <p>A version does not show whether its Lua is mended (CVE-2025-49844): distributions patch old
 * ones. So no server that we start lets clients run scripts, whichever it is; see docker/config.
 */
public final class RedisProgram {

  static final String SETTING = "HONGBAO_REDIS_SERVER";
  static final String EMBEDDED = "embedded";

  /** Of the server in the jar, whose file has another one in its name. */
  private static final String EMBEDDED_VERSION = "6.2.11";

  private static final List<String> NAMES = List.of("valkey-server", "redis-server");
  private static final Pattern VERSION =
      Pattern.compile("(Redis|Valkey) server v=((\\d+)\\.(\\d+)\\.(\\d+))\\b.*", Pattern.DOTALL);
  private static final Duration VERSION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PING_TIMEOUT = Duration.ofSeconds(1);

  /**
   * A server that can be started.
   *
   * @param program never resolved: what a link is called decides what the program does
   * @param kind Redis or Valkey
   * @param version such as 7.0.15
   * @param embedded whether it came along in a jar
   */
  public record Server(Path program, String kind, String version, boolean embedded) {

    /** As in the lines of the start. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s %s, %s",
          kind,
          version,
          embedded ? "which comes along" : program.toString());
    }

    /**
     * Where it keeps its files; no server reads those of a newer one, and all can be made again.
     */
    private Path dataIn(Path directory) {
      return embedded
          ? directory
          : directory.resolve(
              String.format(
                  Locale.ROOT,
                  "%s-%s",
                  kind.toLowerCase(Locale.ROOT),
                  version.substring(0, version.lastIndexOf('.'))));
    }

    /**
     * How the path of a configuration is spelled for this server. Redis 7 and Valkey take it for a
     * pattern, and start with their defaults where it matches nothing, without a word.
     */
    private String argument(Path configuration) {
      String path = configuration.toString();
      return numbers(version)[0] < 7 ? path : path.replaceAll("[\\[\\]*?]", "\\\\$0");
    }

    private boolean isNewerThan(Server other) {
      return Arrays.compare(numbers(version), numbers(other.version)) > 0;
    }
  }

  private RedisProgram() {}

  private static int[] numbers(String version) {
    return Stream.of(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /**
   * The server that will be started.
   *
   * @throws OperationFailedException if the environment names one that will not do
   */
  public static Server choose(RedisSettings settings) {
    return choose(settings.directory(), System.getenv());
  }

  static Server choose(Path directory, Map<String, String> environment) {
    String named = environment.getOrDefault(SETTING, "").strip();
    if (!named.isEmpty() && !named.equals(EMBEDDED)) {
      return named(Path.of(named));
    }
    Server embedded = embedded(directory);
    if (named.equals(EMBEDDED)) {
      return embedded;
    }
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> folder.startsWith("/"))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .flatMap(program -> ask(program).stream())
        .filter(server -> server.isNewerThan(embedded))
        .findFirst()
        .orElse(embedded);
  }

  private static Server named(Path program) {
    Server server =
        ask(program)
            .orElseThrow(
                () ->
                    new OperationFailedException(
                        String.format(
                            Locale.ROOT,
                            "%s is %s, which does not say its version as a redis-server or valkey-server does; name one of these, or %s",
                            SETTING,
                            program,
                            EMBEDDED)));
    if (Arrays.compare(numbers(server.version()), numbers("6.2")) < 0) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "%s is %s of version %s, expected 6.2 or later; name a newer one, or %s",
              SETTING,
              program,
              server.version(),
              EMBEDDED));
    }
    return server;
  }

  /** It is not asked its version, which is known. */
  private static Server embedded(Path directory) {
    return new Server(unpack(directory), "Redis", EMBEDDED_VERSION, true);
  }

  /** What a program says of itself; empty if it is no such server, or does not run. */
  private static Optional<Server> ask(Path program) {
    Process process = null;
    try {
      process =
          new ProcessBuilder(program.toString(), "--version")
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      if (!process.waitFor(VERSION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
      String said =
          new String(process.getInputStream().readNBytes(1_000), StandardCharsets.UTF_8).strip();
      Matcher matcher = VERSION.matcher(said);
      return matcher.matches()
          ? Optional.of(new Server(program, matcher.group(1), matcher.group(2), false))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationFailedException("interrupted while asking " + program + " its version", e);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  /** Writes the configuration of the server that is chosen, and returns the command to start it. */
  public static List<String> prepare(RedisSettings settings) {
    try {
      Server server = choose(settings);
      Path data = server.dataIn(settings.directory());
      Files.createDirectories(data);
      Path configuration = settings.directory().resolve("redis.conf");
      AtomicFiles.replace(configuration, settings.toConfiguration(data));
      if (!settings.keptOnDisk()) {
        // Of an earlier run: a later one that reads it would have old lists of packets.
        Files.deleteIfExists(data.resolve(RedisSettings.APPEND_ONLY_FILE));
        deleteFiles(data.resolve(RedisSettings.APPEND_ONLY_FOLDER));
      }
      return List.of(server.program().toString(), server.argument(configuration));
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

  /** A flat folder of Redis 7 and later. */
  private static void deleteFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private static Path unpack(Path directory) {
    try {
      return unpacked(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the redis-server into " + directory, e);
    }
  }

  /**
   * By a process of its own: what this one has written may be open for writing a moment longer in a
   * new process of another thread, and cannot be run until then (ETXTBSY).
   */
  private static void copyApart(Path from, Path to) throws IOException {
    Process copying =
        new ProcessBuilder("cp", from.toString(), to.toString()).redirectErrorStream(true).start();
    try {
      String said =
          new String(copying.getInputStream().readNBytes(1_000), StandardCharsets.UTF_8).strip();
      if (copying.waitFor() != 0) {
        throw new IOException(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationFailedException("interrupted while copying " + from, e);
    } finally {
      copying.destroyForcibly();
    }
  }

  /** Unpacked once; its name carries its version, so that another one is another file. */
  private static Path unpacked(Path directory) throws IOException {
    OsArchitecture machine = OsArchitecture.detectOSandArchitecture();
    String name = ExecutableProvider.newProvidedVersionsMap().get(machine);
    if (name == null) {
      throw new OperationFailedException(
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
      Path copy = directory.resolve(program.getFileName() + ".copy");
      copyApart(draft, copy);
      Files.delete(draft);
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(copy, program, StandardCopyOption.ATOMIC_MOVE);
    }
    if (!Files.isExecutable(program)) {
      throw new OperationFailedException(
          program + " may not be run: name a folder with --data whose disk lets programs run");
    }
    return program;
  }
}
