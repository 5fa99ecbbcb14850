#!/usr/bin/env bash
# Lettuce's expire of a Duration drops what is less than a second: a key that shall live another 900 milliseconds is
# deleted at once, and the reply is true.
#
# Seen on 2026-11-30 with io.lettuce:lettuce-core 7.7.0.RELEASE on JDK 17, and Redis 6.2.6 from
# com.github.codemonstur:embedded-redis 1.4.4. A Duration knows its milliseconds, so one would guess that they are
# sent, by PEXPIRE, or rounded up, or refused. Redis takes EXPIRE 0 for DEL. What is left of a key afterwards:
#
#   expire 900 ms: true, the key is gone
#   expire 1900 ms: true, at most 1000 ms are left
#   pexpire 900 ms: true, at most 1000 ms are left
#   set with ex 900 ms: ERR invalid expire time in set
#   getex with ex 900 ms: ERR invalid expire time in getex
#
# Hongbao sets lifetimes in milliseconds only, by pexpire and px. Exits 1 if this is so no longer.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/pom.xml" <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.lettuce</groupId><artifactId>lettuce-core</artifactId><version>7.7.0.RELEASE</version></dependency>
    <dependency><groupId>com.github.codemonstur</groupId><artifactId>embedded-redis</artifactId><version>1.4.4</version></dependency>
  </dependencies>
</project>
XML
mvn -B -q -f "$dir/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies \
  -DoutputDirectory="$dir/lib"

cat >"$dir/Lifetimes.java" <<'JAVA'
import io.lettuce.core.GetExArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Supplier;
import redis.embedded.RedisServer;

public class Lifetimes {
  private static final Duration SHORT = Duration.ofMillis(900);
  private static final Duration LONGER = Duration.ofMillis(1900);

  public static void main(String[] arguments) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    RedisServer server = new RedisServer(port);
    server.start();
    RedisClient client = RedisClient.create("redis://127.0.0.1:" + port);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      report(redis, "expire 900 ms", () -> redis.expire("lock", SHORT));
      report(redis, "expire 1900 ms", () -> redis.expire("lock", LONGER));
      report(redis, "pexpire 900 ms", () -> redis.pexpire("lock", SHORT));
      report(redis, "set with ex 900 ms", () -> redis.set("lock", "mine", SetArgs.Builder.ex(SHORT)));
      report(redis, "getex with ex 900 ms", () -> redis.getex("lock", GetExArgs.Builder.ex(SHORT)));
    } finally {
      client.shutdown();
      server.stop();
    }
  }

  private static void report(
      RedisCommands<String, String> redis, String name, Supplier<Object> command) {
    redis.set("lock", "mine");
    try {
      Object reply = command.get();
      long leftMillis = redis.pttl("lock");
      String left =
          leftMillis == -2
              ? "the key is gone"
              : (leftMillis <= 1_000 ? "at most 1000 ms are left" : leftMillis + " ms are left");
      System.out.println(name + ": " + reply + ", " + left);
    } catch (RedisCommandExecutionException e) {
      System.out.println(name + ": " + e.getMessage());
    }
  }
}
JAVA

seen=$(timeout 120 java -cp "$dir/lib/*" "$dir/Lifetimes.java" 2>"$dir/log") || cat "$dir/log" >&2
printf '%s\n' "$seen"
[ "$seen" = "expire 900 ms: true, the key is gone
expire 1900 ms: true, at most 1000 ms are left
pexpire 900 ms: true, at most 1000 ms are left
set with ex 900 ms: ERR invalid expire time in set
getex with ex 900 ms: ERR invalid expire time in getex" ] || { echo "Lettuce does something else now"; exit 1; }
