package io.hongbao.cache;

import io.hongbao.domain.fixtures.FreePorts;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.api.sync.RedisServerCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/**
 * A real redis-server, or a valkey-server, on a free port of loopback that can be frozen, ended and
 * started again.
 */
final class RealRedis implements AutoCloseable {

  /** HONGBAO_REDIS_SERVER names another program than the one that travels in the jar. */
  private static final ExecutableProvider PROGRAM =
      Optional.ofNullable(System.getenv("HONGBAO_REDIS_SERVER"))
          .filter(path -> path.startsWith("/"))
          .<ExecutableProvider>map(path -> () -> new File(path))
          .orElseGet(ExecutableProvider::newJarResourceProvider);

  private final int port;
  private RedisServer server;
  private long pid;

  private RealRedis(int port) {
    this.port = port;
  }

  static RealRedis start() {
    RealRedis redis = new RealRedis(FreePorts.next());
    redis.begin();
    return redis;
  }

  /** Settings for tests of outages: a short timeout, so that an outage is soon noticed. */
  CacheSettings settings() {
    return settings(Duration.ofSeconds(1));
  }

  /** Settings for tests in which nothing is late, however busy the machine is. */
  CacheSettings patientSettings() {
    return settings(Duration.ofSeconds(60));
  }

  CacheSettings settings(Duration commandTimeout) {
    return new CacheSettings(
        uri(),
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
          RedisServer.newRedisServer()
              .executableProvider(PROGRAM)
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .build();
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

  long membersOf(byte[] sortedSet) {
    return ask(commands -> commands.zcard(sortedSet));
  }

  void delete(byte[] key) {
    ask(commands -> commands.del(key));
  }

  @Override
  public void close() {
    thaw();
    end();
  }

  int port() {
    return port;
  }

  /** The id of the client that is inside a blocking read of a stream. */
  Optional<String> clientThatReads() {
    return ask(RedisServerCommands::clientList)
        .lines()
        .filter(line -> line.contains(" cmd=xread "))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .findFirst();
  }

  /** How many reads of streams have come to their end. */
  long reads() {
    return ask(commands -> commands.info("commandstats"))
        .lines()
        .filter(line -> line.startsWith("cmdstat_xread:calls="))
        .map(line -> line.substring(line.indexOf('=') + 1, line.indexOf(',')))
        .mapToLong(Long::parseLong)
        .sum();
  }

  /** Limits what clients may do, in the words of ACL SETUSER. */
  void allowOnly(String rules) {
    run(
        commands -> {
          CommandArgs<byte[], byte[]> arguments = new CommandArgs<>(ByteArrayCodec.INSTANCE);
          arguments.add("SETUSER").add("default");
          Stream.of(rules.split(" ", -1)).forEach(arguments::add);
          commands.dispatch(
              CommandType.ACL, new StatusOutput<>(ByteArrayCodec.INSTANCE), arguments);
        });
  }

  /** Anything else. */
  void run(Consumer<RedisCommands<byte[], byte[]>> commands) {
    ask(
        asked -> {
          commands.accept(asked);
          return null;
        });
  }

  /** From now on there is room for some 2 MB more, and a policy for what then has to go. */
  void limitMemory(String policy) {
    long bytes = Long.parseLong(info("used_memory")) + 2_000_000;
    run(
        commands -> {
          commands.configResetstat();
          commands.configSet("maxmemory-policy", policy);
          commands.configSet("maxmemory", Long.toString(bytes));
        });
  }

  void unlimitMemory() {
    run(commands -> commands.configSet("maxmemory", "0"));
  }

  /** Adds 8 MB of entries that expire some time. */
  void fill() {
    run(
        commands -> {
          for (int i = 0; i < 500; i++) {
            byte[] key = ("a:filler:" + i).getBytes(StandardCharsets.US_ASCII);
            commands.set(key, new byte[16_000], SetArgs.Builder.px(Duration.ofMinutes(10)));
          }
        });
  }

  /** How many keys had to go since memory was limited. */
  long evicted() {
    return Long.parseLong(info("evicted_keys"));
  }

  String info(String field) {
    return ask(commands -> commands.info())
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
}
