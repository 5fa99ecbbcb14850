package io.hongbao.cache;

import io.hongbao.cache.CacheUnavailableException.UnfitServerException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to Redis and makes it again after it was lost.
 *
 * <p>Lettuce could do that by itself, and would send again what was under way. We do not let it: a
 * writer must repeat a whole batch from its first step, and a reader wants to hear of a failure at
 * once. So nothing ever waits in a queue for a connection. Thread-safe.
 */
final class RedisLink implements AutoCloseable {

  /** Between two attempts; an absent Redis is not flooded, a returning one soon noticed. */
  private static final Duration RECONNECT_PAUSE = Duration.ofMillis(100);

  /**
   * Lettuce's own timer ticks ten times a second in each client. It is for commands that time out
   * and for connections that come back by themselves, and neither is wanted here.
   */
  private static final Duration TIMER_TICK = Duration.ofSeconds(2);

  private static final ThreadFactory DAEMONS = new DefaultThreadFactory("lettuce-timer", true);

  private static final Duration MAX_CLOSE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

  private final ClientResources resources;
  private final RedisClient client;
  private final RedisURI uri;
  private final Duration timeout;
  private CompletableFuture<RedisSession> newest;
  private long newestStartedAtNanos;
  private boolean closed;

  /**
   * A link that has begun to connect.
   *
   * @param settings {@link CacheSettings#commandTimeout()} also bounds connecting
   */
  RedisLink(CacheSettings settings) {
    this.timeout = settings.commandTimeout();
    this.uri = RedisURI.create(settings.uri());
    uri.setTimeout(timeout);
    this.resources =
        DefaultClientResources.builder()
            .timer(new HashedWheelTimer(DAEMONS, TIMER_TICK.toMillis(), TimeUnit.MILLISECONDS))
            .nettyCustomizer(
                new NettyCustomizer() {
                  @Override
                  public void afterChannelInitialized(Channel channel) {
                    GatheredReplies.addTo(channel);
                  }
                })
            .build();
    this.client = RedisClient.create(resources, uri);
    client.setOptions(options(timeout));
    connect();
  }

  /**
   * No command ends at the client's own time-out: each caller has a deadline of its own, which is
   * longer for a command that blocks, and gives the connection up when that has passed.
   */
  private static ClientOptions options(Duration connectTimeout) {
    return ClientOptions.builder()
        .autoReconnect(false)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .socketOptions(
            SocketOptions.builder().connectTimeout(connectTimeout).keepAlive(true).build())
        .build();
  }

  /** What the client really goes by, its defaults included. */
  ClientOptions effectiveOptions() {
    return client.getOptions();
  }

  /** Host and port, for messages; without what may be secret. */
  String address() {
    return uri.getHost() + ":" + uri.getPort();
  }

  /** The open session; empty while there is none, and then an attempt is under way or soon due. */
  Optional<RedisSession> session() {
    CompletableFuture<RedisSession> attempt = attempt();
    return attempt.isDone() && !attempt.isCompletedExceptionally()
        ? Optional.of(attempt.join()).filter(RedisSession::isOpen)
        : Optional.empty();
  }

  /**
   * The open session, after waiting for at most the timeout.
   *
   * @throws CacheUnavailableException if there is none by then
   */
  RedisSession awaitSession() throws InterruptedException {
    try {
      RedisSession session = attempt().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!session.isOpen()) {
        throw new CacheUnavailableException("the connection to Redis was lost");
      }
      return session;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CacheUnavailableException reason) {
        throw reason;
      }
      throw new CacheUnavailableException(e.getCause());
    } catch (TimeoutException e) {
      throw new CacheUnavailableException(e);
    }
  }

  /** Gives a session up that did not answer: all that is under way on it fails. */
  void drop(RedisSession session) {
    closeQuietly(session.connection());
  }

  private synchronized CompletableFuture<RedisSession> attempt() {
    if (isOver(newest) && !closed) {
      boolean due = System.nanoTime() - newestStartedAtNanos >= RECONNECT_PAUSE.toNanos();
      if (due) {
        connect();
      }
    }
    return newest;
  }

  private static boolean isOver(CompletableFuture<RedisSession> attempt) {
    return attempt.isDone() && (attempt.isCompletedExceptionally() || !attempt.join().isOpen());
  }

  private synchronized void connect() {
    newestStartedAtNanos = System.nanoTime();
    newest =
        client
            .connectAsync(ByteArrayCodec.INSTANCE, uri)
            .toCompletableFuture()
            .thenCompose(this::initialize)
            .orTimeout(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Learns which run of which server this is, and refuses one that the cache cannot live on. */
  private CompletableFuture<RedisSession> initialize(
      StatefulRedisConnection<byte[], byte[]> connection) {
    return connection
        .async()
        .info()
        .toCompletableFuture()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(info -> session(connection, ServerInfo.parse(address(), info)))
        .whenComplete(
            (session, failure) -> {
              if (failure != null) {
                closeQuietly(connection);
              }
            });
  }

  private static void closeQuietly(StatefulRedisConnection<byte[], byte[]> connection) {
    connection
        .closeAsync()
        .exceptionally(
            failure -> {
              LOG.debug("closing a lost connection", failure);
              return null;
            });
  }

  private static RedisSession session(
      StatefulRedisConnection<byte[], byte[]> connection, ServerInfo server) {
    server
        .unfit()
        .ifPresent(
            reason -> {
              throw new UnfitServerException(reason);
            });
    return new RedisSession(connection, server, server.runId());
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    // Joined, since it must not break off when the thread that closes is interrupted meanwhile.
    client
        .shutdownAsync(0, MAX_CLOSE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              LOG.debug("closing the client", failure);
              return null;
            })
        .join();
    // A client does not end what it was given.
    var unused =
        resources
            .shutdown(0, MAX_CLOSE.toMillis(), TimeUnit.MILLISECONDS)
            .awaitUninterruptibly(MAX_CLOSE.toMillis());
    resources.timer().stop();
  }
}
