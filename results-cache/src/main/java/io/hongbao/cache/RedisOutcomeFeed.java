package io.hongbao.cache;

import io.hongbao.wire.records.MalformedRecordException;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the stream of decisions about one edge's shakes, from when it is opened, and tells them
 * to a listener in a thread of its own.
 *
 * <p>After a lost connection it goes on where it was; in another run of the server, which may have
 * lost its memory, at that run's beginning. What is lost all the same, with Redis' memory or beyond
 * the stream's bound, an edge asks for again.
 */
public final class RedisOutcomeFeed implements AutoCloseable {

  /**
   * The server replies at once when there is something; else the connection shows that it lives.
   */
  private static final Duration MAX_BLOCK = Duration.ofSeconds(1);

  /** Of up to 2,000 decisions each, which take some 50 KB. */
  private static final int MAX_ENTRIES_IN_READ = 16;

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

  /** Before every entry there is. */
  private static final String BEGINNING = "0-0";

  private static final Logger LOG = LoggerFactory.getLogger(RedisOutcomeFeed.class);

  private final CacheSettings settings;
  private final byte[] stream;
  private final OutcomeListener listener;
  private final Duration longestBlock;
  private final RedisLink link;
  private final Thread thread;
  private String runId;
  private String lastId;
  private volatile boolean closed;

  /**
   * A feed that has begun to connect; it need not reach Redis yet.
   *
   * @param edge whose shakes it is about
   */
  public RedisOutcomeFeed(CacheSettings settings, String edge, OutcomeListener listener) {
    this(settings, edge, listener, MAX_BLOCK);
  }

  RedisOutcomeFeed(
      CacheSettings settings, String edge, OutcomeListener listener, Duration longestBlock) {
    this.longestBlock = longestBlock;
    this.settings = settings;
    this.stream = RedisKeys.outcomesFor(edge);
    this.listener = listener;
    this.link = new RedisLink(settings);
    this.thread = new Thread(this::follow, edge + "-outcomes");
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    int failures = 0;
    while (!closed) {
      try {
        RedisSession session = link.awaitSession();
        try {
          settle(session);
          read(session);
          failures = 0;
        } catch (CacheUnavailableException e) {
          link.drop(session);
          throw e;
        }
      } catch (CacheUnavailableException e) {
        failures++;
        if (Integer.bitCount(failures) == 1 && !closed) {
          LOG.warn("no outcomes from Redis, failure {}: {}", failures, e.getMessage());
        }
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Finds where to go on in this run of the server. */
  private void settle(RedisSession session) throws InterruptedException {
    if (session.runId().equals(runId)) {
      return;
    }
    lastId = runId == null ? newestId(session) : BEGINNING;
    runId = session.runId();
  }

  private String newestId(RedisSession session) throws InterruptedException {
    List<StreamMessage<byte[], byte[]>> newest =
        session.call(
            settings.commandTimeout(),
            commands -> commands.xrevrange(stream, Range.unbounded(), Limit.from(1)));
    return newest.isEmpty() ? BEGINNING : newest.get(0).getId();
  }

  @SuppressWarnings("unchecked") // of the client's varargs: one stream
  private void read(RedisSession session) throws InterruptedException {
    List<StreamMessage<byte[], byte[]>> entries =
        session.call(
            settings.commandTimeout().plus(longestBlock),
            commands ->
                commands.xread(
                    XReadArgs.Builder.block(longestBlock).count(MAX_ENTRIES_IN_READ),
                    StreamOffset.from(stream, lastId)));
    for (StreamMessage<byte[], byte[]> entry : entries) {
      lastId = entry.getId();
      entry.getBody().values().forEach(this::tell);
    }
  }

  private void tell(byte[] batch) {
    try {
      OutcomeBatch.tell(batch, listener);
    } catch (MalformedRecordException e) {
      LOG.warn("a batch of outcomes in the cache is damaged: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("a batch of outcomes could not be told to its end", e);
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops; the listener hears nothing more when this returns. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(longestBlock.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    link.close();
  }
}
