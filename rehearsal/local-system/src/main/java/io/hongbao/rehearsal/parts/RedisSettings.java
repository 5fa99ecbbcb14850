package io.hongbao.rehearsal.parts;

import static io.hongbao.rehearsal.parts.Ports.LOOPBACK;

import java.nio.file.Path;

/**
 * One Redis server.
 *
 * @param name as in the pid file: redis-1
 * @param port on loopback
 * @param directory its program, settings and append-only file
 * @param pidFile holds the id of the redis-server process itself while it runs
 * @param logFile what it says; grows by a few lines a start
 * @param memoryMebibytesMax beyond it, the entries nearest their expiry go first, and those that
 *     never expire stay
 * @param keptOnDisk whether it finds its entries again when it is started again, after a kill all
 *     but those of the last second
 */
public record RedisSettings(
    String name,
    int port,
    Path directory,
    Path pidFile,
    Path logFile,
    int memoryMebibytesMax,
    boolean keptOnDisk) {

  /** Answers of ten minutes at some thousand a second, and the packets, fit well. */
  public static final int DEFAULT_MEMORY_MEBIBYTES_MAX = 1_024;

  /** Redis' own name for it. */
  static final String APPEND_ONLY_FILE = "appendonly.aof";

  /** Redis 7's own name for the folder that it has instead. */
  static final String APPEND_ONLY_FOLDER = "appendonlydir";

  public RedisSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank");
    }
    Ports.requireValid("redis port", port);
    if (memoryMebibytesMax < 16) {
      throw new IllegalArgumentException(
          "memoryMebibytesMax is " + memoryMebibytesMax + ", expected at least 16");
    }
    directory = directory.toAbsolutePath().normalize();
    pidFile = pidFile.toAbsolutePath().normalize();
    logFile = logFile.toAbsolutePath().normalize();
  }

  /** Keeps its entries. */
  public RedisSettings(
      String name, int port, Path directory, Path pidFile, Path logFile, int memoryMebibytesMax) {
    this(name, port, directory, pidFile, logFile, memoryMebibytesMax, true);
  }

  /** The same server as one that starts empty each time. */
  public RedisSettings inMemoryOnly() {
    return new RedisSettings(name, port, directory, pidFile, logFile, memoryMebibytesMax, false);
  }

  public String address() {
    return LOOPBACK + ":" + port;
  }

  /**
   * The text of redis.conf: the common settings with this server's place below them.
   *
   * @param data where the server keeps its files
   */
  String toConfiguration(Path data) {
    return String.join(
        "\n",
        CommonSettings.redis(),
        "bind " + LOOPBACK,
        "port " + port,
        "dir " + quoted(data),
        "appendonly " + (keptOnDisk ? "yes" : "no"),
        "maxmemory " + memoryMebibytesMax + "mb",
        "");
  }

  private static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
