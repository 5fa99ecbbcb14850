package io.hongbao.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.api.sync.RedisServerCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import redis.embedded.RedisServer;

/** A real redis-server on a free port of loopback that can be frozen, ended and started again. */
final class RealRedis implements AutoCloseable {

  private final int port;
  private RedisServer server;
  private long pid;

  private RealRedis(int port) {
    this.port = port;
  }

  static RealRedis start() {
    RealRedis redis = new RealRedis(freePort());
    redis.begin();
    return redis;
  }

  /** Settings for tests: a short timeout, so that an outage is soon noticed. */
  CacheSettings settings() {
    return settings(Duration.ofSeconds(1));
  }

  CacheSettings settings(Duration commandTimeout) {
    return new CacheSettings(
        uri(),
        Duration.ofMinutes(10),
        Duration.ofSeconds(2),
        Duration.ofDays(30),
        Duration.ofMinutes(1),
        1_000,
        commandTimeout,
        1_000);
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  /** Starts the server again, empty. */
  void begin() {
    try {
      server =
          RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
      server.start();
      pid = Long.parseLong(info("process_id"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the server; all it held is lost. */
  void end() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the process without ending it: connections stay, nothing answers. */
  void freeze() {
    signal("STOP");
  }

  void thaw() {
    signal("CONT");
  }

  void empty() {
    ask(RedisServerCommands::flushall);
  }

  /** Milliseconds that a key has left, as Redis says them. */
  long lifetimeMillis(byte[] key) {
    return ask(commands -> commands.pttl(key));
  }

  void set(byte[] key, byte[] value) {
    ask(commands -> commands.set(key, value));
  }

  /** Adds an entry to a stream. */
  void add(byte[] stream, byte[] field, byte[] value) {
    ask(commands -> commands.xadd(stream, Map.of(field, value)));
  }

  long lengthOf(byte[] stream) {
    return ask(commands -> commands.xlen(stream));
  }

  long fieldsOf(byte[] hash) {
    return ask(commands -> commands.hlen(hash));
  }

  void delete(byte[] key) {
    ask(commands -> commands.del(key));
  }

  @Override
  public void close() {
    thaw();
    end();
  }

  private String info(String field) {
    return ask(commands -> commands.info("server"))
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  private <T> T ask(Function<RedisCommands<byte[], byte[]>, T> command) {
    try (RedisClient client = RedisClient.create(uri());
        var connection = client.connect(ByteArrayCodec.INSTANCE)) {
      return command.apply(connection.sync());
    }
  }

  private void signal(String name) {
    try {
      int status =
          new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill -" + name + " " + pid + " gave " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
