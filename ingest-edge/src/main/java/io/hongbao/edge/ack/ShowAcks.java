package io.hongbao.edge.ack;

import io.hongbao.edge.log.ClockCheck;
import io.hongbao.edge.metrics.RecentAnswerDelay;
import io.hongbao.edge.show.ShowPlanTable;
import io.hongbao.edge.show.ShowPlanTable.KnownShow;
import io.hongbao.wire.records.AckRecord;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledges what this edge has read of the shows: once {@code show} is read to its end, at once
 * after each record of it, every few seconds, and when the edge leaves. In a thread of its own, so
 * that nobody waits for Kafka.
 *
 * <p>The mode of a show that is being ended is acknowledged only when no shake of it is on its way
 * to the log; from then on none will be.
 */
public final class ShowAcks implements AutoCloseable {

  /** An edge that is silent for long is taken for gone. */
  private static final long PERIOD_MILLIS = 5_000;

  /** How often it is looked whether {@code show} is read, or the last shakes are acknowledged. */
  private static final long LOOKING_PERIOD_MILLIS = 50;

  /**
   * Live shows that are acknowledged, and as many others: those of which a record was read last.
   */
  private static final int MAX_SHOWS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(ShowAcks.class);

  private final String node;
  private final InstantSource clock;
  private final ClockCheck clockCheck;
  private final ShowPlanTable shows;
  private final ToLongFunction<String> underWay;
  private final BooleanSupplier isCaughtUp;
  private final RecentAnswerDelay answerDelay;
  private final AckLog log;
  private final Thread thread;

  /** What was acknowledged last, by show; of the acknowledging thread, and of none after it. */
  private volatile Map<String, AckRecord.KnownShow> acknowledged = Map.of();

  /** Has permits while something is to be looked at at once. */
  private final Semaphore news = new Semaphore(0);

  private final long startedAtNanos = System.nanoTime();
  private volatile boolean closed;

  /**
   * Starts to acknowledge.
   *
   * @param underWay how many shakes of a show are sent and not acknowledged
   * @param isCaughtUp whether their topic has been read to its end
   * @param answerDelay of this edge; asked by the acknowledging thread alone
   */
  public ShowAcks(
      String node,
      InstantSource clock,
      ClockCheck clockCheck,
      ShowPlanTable shows,
      ToLongFunction<String> underWay,
      BooleanSupplier isCaughtUp,
      RecentAnswerDelay answerDelay,
      AckLog log) {
    this.node = node;
    this.clock = clock;
    this.clockCheck = clockCheck;
    this.shows = shows;
    this.underWay = underWay;
    this.isCaughtUp = isCaughtUp;
    this.answerDelay = answerDelay;
    this.log = log;
    shows.onChange(news::release);
    this.thread = new Thread(this::run, node + "-acks");
    this.thread.setDaemon(true);
    this.thread.start();
  }

  private void run() {
    long dueAtNanos = System.nanoTime();
    long pauseMillis = LOOKING_PERIOD_MILLIS;
    boolean isNews = true;
    try {
      while (!closed) {
        if (isCaughtUp.getAsBoolean()) {
          Map<String, AckRecord.KnownShow> known = known();
          if (isNews || System.nanoTime() - dueAtNanos >= 0 || !known.equals(acknowledged)) {
            append(known, false);
            dueAtNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
          }
          pauseMillis = isEveryModeNamed(known) ? PERIOD_MILLIS : LOOKING_PERIOD_MILLIS;
          isNews = false;
        }
        isNews |= news.tryAcquire(pauseMillis, TimeUnit.MILLISECONDS);
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("this edge acknowledges nothing any more: start it again", e);
    }
  }

  private void append(Map<String, AckRecord.KnownShow> known, boolean hasLeft) {
    acknowledged = known;
    log.append(
        new AckRecord(
            node,
            clock.millis(),
            hasLeft,
            clockErrorMillis(),
            answerDelay.p99Millis(
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAtNanos)),
            known));
  }

  /** How far this clock is ahead of the log's: the middle of what is possible. */
  private long clockErrorMillis() {
    return -(clockCheck.leastMillis() + clockCheck.maxMillis()) / 2;
  }

  private Map<String, AckRecord.KnownShow> known() {
    Map<Boolean, List<KnownShow>> notOver =
        shows.showsNotOver().stream().collect(Collectors.partitioningBy(KnownShow::isLive));
    Map<String, AckRecord.KnownShow> known = new HashMap<>();
    for (List<KnownShow> alike : notOver.values()) {
      for (KnownShow show : alike.subList(Math.max(0, alike.size() - MAX_SHOWS), alike.size())) {
        known.put(show.show(), new AckRecord.KnownShow(show.highestPlan(), modeToName(show)));
      }
    }
    return known;
  }

  /** The mode was read from the table, which requests ask too, before the shakes are counted. */
  private long modeToName(KnownShow show) {
    long newest = newestMode(show);
    AckRecord.KnownShow before = acknowledged.get(show.show());
    long namedBefore = before == null ? 0 : before.modeOp();
    boolean isEnding = show.mode().filter(mode -> mode.mode() == Mode.ENDING).isPresent();
    boolean mustWait = isEnding && namedBefore != newest && underWay.applyAsLong(show.show()) > 0;
    return mustWait ? namedBefore : newest;
  }

  private static long newestMode(KnownShow show) {
    return show.mode().map(ModeRecord::opNumber).orElse(0L);
  }

  private boolean isEveryModeNamed(Map<String, AckRecord.KnownShow> known) {
    return shows.showsNotOver().stream()
        .filter(show -> known.containsKey(show.show()))
        .allMatch(show -> known.get(show.show()).modeOp() == newestMode(show));
  }

  /**
   * Says that this edge has left for good; to be called when everything else is closed. An edge
   * with shakes on their way says nothing: it is not known whether the log has them.
   */
  public void leave() {
    close();
    Map<String, AckRecord.KnownShow> known = known();
    if (known.keySet().stream().allMatch(show -> underWay.applyAsLong(show) == 0)) {
      append(known, true);
    }
  }

  /** Stops; says nothing more by itself. */
  @Override
  public void close() {
    closed = true;
    news.release();
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
