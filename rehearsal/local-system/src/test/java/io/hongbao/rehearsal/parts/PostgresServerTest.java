package io.hongbao.rehearsal.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.domain.fixtures.OddFolder;
import io.hongbao.domain.fixtures.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

  @TempDir private Path directory;

  @Test
  void shouldKeepItsRowsOverAStopAndAKill() throws Exception {
    // Given
    PostgresSettings settings = settings(directory.resolve(OddFolder.NAME));
    try (PostgresServer server = PostgresServer.start(settings)) {
      assertThat(server.address()).isEqualTo("127.0.0.1:" + settings.port());
      execute(settings, "CREATE TABLE kept (n integer)");
      execute(settings, "INSERT INTO kept VALUES (188)");
      assertThat(ask(settings, "SHOW server_version")).startsWith(PostgresProgram.VERSION);
    }
    assertThat(settings.pidFile()).doesNotExist();

    // When
    try (PostgresServer again = PostgresServer.start(settings)) {
      assertThat(ask(settings, "SELECT n FROM kept")).as(again.name()).isEqualTo("188");
      ProcessHandle program =
          ProcessHandle.of(Long.parseLong(Files.readString(settings.pidFile()).strip()))
              .orElseThrow();
      program.destroyForcibly();
      program.onExit().get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    // Then
    try (PostgresServer again = PostgresServer.start(settings)) {
      assertThat(ask(settings, "SELECT n FROM kept")).as(again.name()).isEqualTo("188");
    }
  }

  @Test
  void shouldNotAnswerWhereNobodyListens() {
    assertThat(PostgresProgram.answers(settings(directory))).isFalse();
  }

  private static void execute(PostgresSettings settings, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(PostgresSettings settings, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(settings.url());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getString(1);
    }
  }

  private static PostgresSettings settings(Path folder) {
    return new PostgresSettings(
        "postgres-1",
        FreePorts.next(),
        folder.resolve("postgres"),
        folder.resolve("pids/postgres-1.pid"),
        folder.resolve("logs/postgres-1.log"));
  }
}
