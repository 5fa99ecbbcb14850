package io.hongbao.cache;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * One connection to one run of a Redis server. When it breaks it stays broken and everything on it
 * fails; {@link RedisLink} makes the next.
 *
 * @param server at the other end, as it said of itself when the connection was made
 * @param runId of that server, new at each of its starts
 */
record RedisSession(
    StatefulRedisConnection<byte[], byte[]> connection, ServerInfo server, String runId) {

  RedisAsyncCommands<byte[], byte[]> commands() {
    return connection.async();
  }

  boolean isOpen() {
    return connection.isOpen();
  }

  /**
   * Sends commands in one go and waits until all are acknowledged. For connections that only one
   * thread uses.
   *
   * @param within for all of them together
   * @throws CacheUnavailableException if one fails or time runs out
   */
  void pipeline(
      Duration within,
      Function<RedisAsyncCommands<byte[], byte[]>, List<RedisFuture<?>>> sendCommands)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + within.toNanos();
    try {
      connection.setAutoFlushCommands(false);
      List<RedisFuture<?>> replies = sendCommands.apply(commands());
      connection.flushCommands();
      for (RedisFuture<?> reply : replies) {
        reply.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException e) {
      throw new CacheUnavailableException(e.getCause());
    } catch (TimeoutException | RedisException | CancellationException e) {
      throw new CacheUnavailableException(e);
    }
  }

  /** Sends a batch, if it has any commands, and waits for all replies, like {@link #pipeline}. */
  void send(Duration within, CommandBatch batch) throws InterruptedException {
    if (batch.count() > 0) {
      pipeline(
          within,
          unused -> {
            AsyncCommand<byte[], byte[], String> reply = new AsyncCommand<>(batch);
            connection.dispatch(reply);
            return List.of(reply);
          });
    }
  }

  /** Sends one command and waits for its reply, like {@link #pipeline}; may be null. */
  <T> T call(
      Duration within, Function<RedisAsyncCommands<byte[], byte[]>, RedisFuture<T>> sendCommand)
      throws InterruptedException {
    List<RedisFuture<T>> reply = new ArrayList<>(1);
    pipeline(
        within,
        commands -> {
          reply.add(sendCommand.apply(commands));
          return List.copyOf(reply);
        });
    return reply.get(0).toCompletableFuture().join();
  }
}
