package io.hongbao.cache;

import io.hongbao.wire.records.DecidedShake;
import java.util.List;

/**
 * Writes decisions to Redis in batches, by a thread of its own, see {@link BatchSender}. Nothing
 * rests on their order, since an outcome never changes and a CLOSED has a key of its own.
 */
public final class RedisOutcomeWriter implements OutcomeWriter {

  private final RedisLink link;
  private final BatchSender<DecidedShake> sender;

  public RedisOutcomeWriter(CacheSettings settings) {
    this(settings, WriteListener.NONE);
  }

  /** A writer that has begun to connect; it need not reach Redis yet. */
  public RedisOutcomeWriter(CacheSettings settings, WriteListener listener) {
    this.link = new RedisLink(settings);
    OutcomePipeline pipeline = new OutcomePipeline(settings, link);
    this.sender =
        new BatchSender<>(
            "outcomes",
            settings.maxUnacknowledged(),
            new BatchSender.Road<>() {
              @Override
              public void send(List<DecidedShake> batch) throws InterruptedException {
                pipeline.send(batch);
              }

              @Override
              public void acknowledged(List<DecidedShake> batch) {
                listener.acknowledged(batch);
              }

              @Override
              public void retried(int count) {
                listener.retried(count);
              }
            });
  }

  /**
   * Takes a decision.
   *
   * @throws IllegalStateException if the writer was closed or has died
   */
  @Override
  public void write(DecidedShake decided) throws InterruptedException {
    sender.write(decided);
  }

  /**
   * Waits for every decision taken before.
   *
   * @throws IllegalStateException if the writer was closed or has died
   */
  @Override
  public void flush() throws InterruptedException {
    sender.flush();
  }

  /** How many decisions Redis has acknowledged. */
  public long written() {
    return sender.written();
  }

  /** How many decisions were sent again, once for each time. */
  public long retried() {
    return sender.retried();
  }

  /** How many decisions are taken and not yet acknowledged. */
  public int unacknowledged() {
    return sender.unacknowledged();
  }

  /** Stops at once; what is not acknowledged may be lost. Flush first if that matters. */
  @Override
  public void close() {
    sender.close();
    link.close();
  }
}
