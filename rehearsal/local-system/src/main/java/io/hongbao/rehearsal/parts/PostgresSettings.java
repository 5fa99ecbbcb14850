package io.hongbao.rehearsal.parts;

import static io.hongbao.rehearsal.parts.Ports.LOOPBACK;

import java.nio.file.Path;

/**
 * One PostgreSQL server, for the wallet alone.
 *
 * @param name as in the pid file: postgres-1
 * @param port on loopback; whoever reaches it needs no password, as with Kafka and Redis
 * @param directory its program and its data
 * @param pidFile holds the id of its first process while it runs
 * @param logFile what it says
 */
public record PostgresSettings(String name, int port, Path directory, Path pidFile, Path logFile) {

  /** Of the one user and of the database. */
  static final String NAME = "postgres";

  public PostgresSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank");
    }
    Ports.requireValid("postgres port", port);
    directory = directory.toAbsolutePath().normalize();
    pidFile = pidFile.toAbsolutePath().normalize();
    logFile = logFile.toAbsolutePath().normalize();
  }

  public String address() {
    return LOOPBACK + ":" + port;
  }

  /** Of JDBC. */
  public String url() {
    return "jdbc:postgresql://" + address() + "/" + NAME + "?user=" + NAME;
  }

  Path data() {
    return directory.resolve("data");
  }
}
