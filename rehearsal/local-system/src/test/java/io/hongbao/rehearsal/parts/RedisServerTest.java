package io.hongbao.rehearsal.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.ChildJvm;
import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.domain.fixtures.OddFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerTest {

  @TempDir private Path directory;

  @Test
  void shouldKeepItsEntriesOverAStop() throws IOException {
    // Given
    RedisSettings settings = settings(directory.resolve(OddFolder.NAME));
    try (RedisServer server = RedisServer.start(settings)) {
      assertThat(server.address()).isEqualTo("127.0.0.1:" + settings.port());
      assertThat(ask(settings, "SET greeting stars")).isEqualTo("+OK");
    }
    assertThat(settings.pidFile()).doesNotExist();

    // When
    try (RedisServer again = RedisServer.start(settings)) {

      // Then
      assertThat(ask(settings, "STRLEN greeting")).as(again.name()).isEqualTo(":5");
    }
  }

  @Test
  void shouldRefuseScriptsAndDangerousCommands() throws IOException {
    RedisSettings settings = settings(directory);
    try (RedisServer server = RedisServer.start(settings)) {
      for (String command :
          List.of(
              "EVAL return(1) 0",
              "EVALSHA 0 0",
              "SCRIPT FLUSH",
              "CONFIG SET maxmemory-policy allkeys-lru",
              "SHUTDOWN NOSAVE",
              "REPLICAOF NO ONE",
              "SAVE",
              "ACL SETUSER default +@all")) {
        assertThat(ask(settings, command)).as(server.name()).startsWith("-NOPERM");
      }
      // Redis 6.2 has no functions; later ones refuse the other two before they ask who it is.
      assertThat(ask(settings, "FUNCTION LIST")).startsWith("-");
      assertThat(ask(settings, "MODULE LOAD /x")).startsWith("-");
      assertThat(ask(settings, "DEBUG SLEEP 0")).startsWith("-");
      assertThat(ask(settings, "FLUSHALL")).isEqualTo("+OK");
      assertThat(ask(settings, "CONFIG GET maxmemory-policy")).isEqualTo("*2");
    }
  }

  @Test
  void shouldDieWithItsParentThoughThatIsKilled() throws Exception {
    // Given
    Path said = directory.resolve("said");
    int port = FreePorts.next();
    Process parent = ChildJvm.start(said, ParentThatIsKilled.class, directory, port);
    RedisSettings settings = settings(directory, port);
    await().until(() -> Files.readString(said).contains("ready"));
    ProcessHandle server = processOf(settings);

    // When
    parent.destroyForcibly();

    // Then
    await().until(() -> !server.isAlive());
  }

  @Test
  void shouldEndTheServerThatAFormerRunLeftBehind() throws Exception {
    // Given
    RedisSettings settings = settings(directory);
    RedisServer.start(settings);
    ProcessHandle leftBehind = processOf(settings);
    List<ProcessHandle> watchers =
        ProcessHandle.current()
            .descendants()
            .filter(process -> !process.equals(leftBehind))
            .toList();
    watchers.forEach(ProcessHandle::destroyForcibly);

    // When
    try (RedisServer again = RedisServer.start(settings)) {

      // Then
      assertThat(leftBehind.isAlive()).isFalse();
      assertThat(ask(settings, "PING")).as(again.name()).isEqualTo("+PONG");
    }
  }

  /** Starts a server and stays. */
  static final class ParentThatIsKilled {
    public static void main(String[] arguments) throws Exception {
      RedisServer.start(settings(Path.of(arguments[0]), Integer.parseInt(arguments[1])));
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }

  private static RedisSettings settings(Path directory) {
    return settings(directory, FreePorts.next());
  }

  private static RedisSettings settings(Path directory, int port) {
    return new RedisSettings(
        "redis-1",
        port,
        directory.resolve("redis"),
        directory.resolve("pids/redis-1.pid"),
        directory.resolve("logs/redis-1.log"),
        64);
  }

  private static ProcessHandle processOf(RedisSettings settings) throws IOException {
    long pid = Long.parseLong(Files.readString(settings.pidFile()).strip());
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    assertThat(process.info().command().orElseThrow()).containsAnyOf("redis", "valkey");
    return process;
  }

  private static String ask(RedisSettings settings, String command) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), settings.port())) {
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }
}
