package io.hongbao.edge.admission;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What new shakes wait: how many of this edge are on their way, how old the oldest is, how many
 * were answered in an interval, and how long the two stretches of their way took. Shakes on their
 * way are counted by the 20 ms in which they were sent, so a shake costs two atomic additions, and
 * a total stop is seen by the age of what is not answered, not by the delays of what is.
 *
 * <p>A shake that is overtaken by far, as its answer is lost or its partition stands still, is not
 * waited for: what others wait has nothing to do with it. Nor is one that is older than ten
 * seconds.
 *
 * <p>Thread-safe; one thread reads. All times are {@link System#nanoTime()}.
 */
public final class QueueingDelay {

  /** Shakes of this span are counted together. */
  static final long SPAN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final int SPANS = 1_024;

  /** Nobody waits for a shake that is older: 10 s. */
  private static final int SPANS_COUNTED = 500;

  /** Cleared this far ahead, for a reader that is late: 1 s. */
  private static final int SPANS_CLEARED_AHEAD = 50;

  private static final double NANOS_PER_MILLI = 1e6;

  private final long startedAtNanos;
  private final long overtakenSpans;
  private final AtomicIntegerArray onTheWay = new AtomicIntegerArray(SPANS);

  /** The latest span of which a shake was answered. */
  private final AtomicLong latestAnswered = new AtomicLong(-SPANS);

  private final LongAdder answered = new LongAdder();
  private final LongAdder answerNanos = new LongAdder();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder acknowledgementNanos = new LongAdder();

  /** Up to which span the ring is cleared. */
  private long clearedTo;

  /**
   * Nothing is on its way.
   *
   * @param overtakenMillis a shake is not waited for once another is answered that was sent so much
   *     later
   */
  public QueueingDelay(long nowNanos, long overtakenMillis) {
    this.startedAtNanos = nowNanos;
    this.overtakenSpans = TimeUnit.MILLISECONDS.toNanos(overtakenMillis) / SPAN_NANOS;
    this.clearedTo = SPANS_CLEARED_AHEAD;
  }

  /**
   * What was read of an interval.
   *
   * @param onTheWay shakes that are waited for
   * @param oldestMillis how old the oldest of them is; 0 if there is none
   * @param answered in the interval
   * @param logMillis from the append to Kafka's acknowledgement, on average; 0 if there was none
   * @param drawMillis from there to the outcome, on average; 0 if there was none
   */
  public record Reading(
      int onTheWay, double oldestMillis, long answered, double logMillis, double drawMillis) {}

  /** A shake goes to the log. To be called before it can be answered. */
  public void sent(long sentAtNanos) {
    onTheWay.incrementAndGet(slotOf(spanOf(sentAtNanos)));
  }

  /** The log has it. */
  public void acknowledged(long sentAtNanos, long nowNanos) {
    acknowledged.increment();
    acknowledgementNanos.add(nowNanos - sentAtNanos);
  }

  /** The draw has come to it, whatever it said. Once for each that was sent, or {@link #gone}. */
  public void answered(long sentAtNanos, long nowNanos) {
    gone(sentAtNanos, nowNanos);
    answered.increment();
    answerNanos.add(nowNanos - sentAtNanos);
    long span = spanOf(sentAtNanos);
    if (span > latestAnswered.get()) {
      latestAnswered.accumulateAndGet(span, Math::max);
    }
  }

  /** It is not waited for any more, and nothing was learned. Once for each that was sent. */
  public void gone(long sentAtNanos, long nowNanos) {
    long span = spanOf(sentAtNanos);
    if (spanOf(nowNanos) - span < SPANS - 2 * SPANS_CLEARED_AHEAD) {
      onTheWay.decrementAndGet(slotOf(span));
    }
  }

  /** Reads the interval that began with the last reading. */
  public Reading read(long nowNanos) {
    long now = spanOf(nowNanos);
    clearTo(now + SPANS_CLEARED_AHEAD);
    long first = Math.max(0, now - SPANS_COUNTED);
    first = Math.max(first, latestAnswered.get() - overtakenSpans);
    int count = 0;
    long oldest = -1;
    for (long span = first; span <= now; span++) {
      int ofSpan = onTheWay.get(slotOf(span));
      if (ofSpan > 0) {
        count += ofSpan;
        oldest = oldest < 0 ? span : oldest;
      }
    }
    long answeredNow = answered.sumThenReset();
    double answerMillis = mean(answerNanos.sumThenReset(), answeredNow);
    double logMillis = mean(acknowledgementNanos.sumThenReset(), acknowledged.sumThenReset());
    double oldestMillis =
        oldest < 0 ? 0 : (nowNanos - startedAtNanos - oldest * SPAN_NANOS) / NANOS_PER_MILLI;
    return new Reading(
        count,
        Math.max(0, oldestMillis),
        answeredNow,
        logMillis,
        answeredNow == 0 ? 0 : Math.max(0, answerMillis - logMillis));
  }

  private void clearTo(long span) {
    long from = Math.max(clearedTo + 1, span - SPANS + 1);
    for (long next = from; next <= span; next++) {
      onTheWay.set(slotOf(next), 0);
    }
    clearedTo = Math.max(clearedTo, span);
  }

  private static double mean(long nanos, long count) {
    return count == 0 ? 0 : nanos / NANOS_PER_MILLI / count;
  }

  private long spanOf(long nanos) {
    return Math.floorDiv(nanos - startedAtNanos, SPAN_NANOS);
  }

  private static int slotOf(long span) {
    return (int) Math.floorMod(span, (long) SPANS);
  }
}
