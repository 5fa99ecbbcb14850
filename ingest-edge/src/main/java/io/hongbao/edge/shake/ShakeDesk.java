package io.hongbao.edge.shake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hongbao.cache.AnswerKey;
import io.hongbao.cache.OutcomeListener;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.domain.traffic.RepeatReporter;
import io.hongbao.edge.log.NothingSentException;
import io.hongbao.edge.log.ShakeLog;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.tickets.RecentMap;
import io.hongbao.wire.records.ShakeRecord;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes shakes and look-ups. The same turn asked for many times at once is one shake: the first
 * request logs it, the others join. A repeat whose answer is still held here is answered from here.
 * Outcomes come by the feed; the poller asks for those that are late or looked up. Thread-safe;
 * never blocks.
 */
public final class ShakeDesk implements OutcomeListener {

  private static final Logger LOG = LoggerFactory.getLogger(ShakeDesk.class);

  /** Of a report: one that is lost is one report less. */
  private static final ShakeLog.Receipt NOBODY_WAITS =
      new ShakeLog.Receipt() {
        @Override
        public void acknowledged(long offset) {}

        @Override
        public void lost(Exception cause) {
          LOG.debug("fate of a report unknown", cause);
        }
      };

  private final ShakeLog log;
  private final AnswerPoller poller;
  private final String edgeId;
  private final InstantSource clock;
  private final EdgeMetrics metrics;
  private final ConcurrentHashMap<AnswerKey, PendingShake> pending = new ConcurrentHashMap<>();
  private final RecentMap<AnswerKey, Outcome> held;
  private final RepeatReporter<ShakeUse> repeats;
  private final MissingAnswers missing;

  /**
   * A desk.
   *
   * @param mostHeldAnswers kept here for those who ask again
   * @param mostCountedUsers whose repeats are counted
   */
  public ShakeDesk(
      ShakeLog log,
      AnswerPoller poller,
      String edgeId,
      InstantSource clock,
      EdgeMetrics metrics,
      int mostHeldAnswers,
      int mostCountedUsers) {
    this.log = log;
    this.poller = poller;
    this.edgeId = edgeId;
    this.clock = clock;
    this.metrics = metrics;
    this.held = new RecentMap<>(mostHeldAnswers);
    // The least busy users are forgotten first.
    Cache<String, RepeatReporter.Count<ShakeUse>> counts =
        Caffeine.newBuilder().maximumSize(mostCountedUsers).executor(Runnable::run).build();
    this.repeats = new RepeatReporter<>(counts.asMap());
    this.missing = new MissingAnswers(log, edgeId, metrics);
    metrics.showPending(this::pendingCount);
  }

  /** Uses a turn: logs it, or joins those who use it already, or answers from what is held. */
  public Awaited shake(ShakeUse use, Waiter waiter) {
    PendingShake fresh = new PendingShake(use, this, System.nanoTime());
    fresh.join(waiter);
    PendingShake known = pending.putIfAbsent(use.key(), fresh);
    if (known != null) {
      countRepeat(use);
      known.join(waiter);
      return known;
    }
    // Looked at only now: an answer is held before its shake leaves the pending ones, so that no
    // repeat falls between the two and is logged.
    Outcome outcome = held.get(use.key());
    if (outcome != null) {
      countRepeat(use);
      fresh.answeredFromHere(outcome);
    } else {
      send(fresh);
    }
    return fresh;
  }

  /**
   * Looks an answer up: held here, pending here, or in the cache.
   *
   * @param mayStillCome whether the shake may be pending at another edge
   */
  public Awaited lookUp(AnswerKey key, boolean mayStillCome, Waiter waiter) {
    PendingShake known = pending.get(key);
    if (known != null) {
      known.join(waiter);
      return known;
    }
    Lookup lookup = new Lookup(key, mayStillCome, waiter, this);
    Outcome outcome = held.get(key);
    if (outcome != null) {
      lookup.answered(outcome);
    } else {
      poller.put(lookup);
    }
    return lookup;
  }

  /**
   * An outcome has come. It is held even if its shake is pending no longer, for who looks it up.
   */
  @Override
  public void decided(AnswerKey key, Outcome outcome) {
    PendingShake shake = pending.get(key);
    if (shake != null) {
      shake.answered(outcome);
    } else {
      held.put(key, outcome);
    }
  }

  @Override
  public void closedForNow(AnswerKey key) {
    PendingShake shake = pending.get(key);
    if (shake != null) {
      shake.closedForNow();
    }
  }

  /** Whether a request for this shake costs the log nothing. */
  public boolean knows(AnswerKey key) {
    return pending.containsKey(key) || holdsAnswer(key);
  }

  /** Whether a request for this shake can be answered at once. */
  public boolean holdsAnswer(AnswerKey key) {
    return held.get(key) != null;
  }

  /** Shakes on their way or without an answer. */
  public long pendingCount() {
    return pending.mappingCount();
  }

  private void countRepeat(ShakeUse use) {
    metrics.shakeRepeated();
    repeats.repeated(use.key().user(), use, use.stampMillis());
  }

  /** A gate refused a post that fraud detection shall hear of, though its turn is not used. */
  public void refused(String user, long nowMillis) {
    repeats.refused(user, nowMillis);
  }

  /** Does what nobody's request does: to be called a few times a second. */
  void lookAround() {
    reportRepeats();
    askForOverdue(System.nanoTime());
  }

  /** Few shakes are pending at a time, unless answers are late: then all of them are looked at. */
  private void askForOverdue(long nowNanos) {
    for (PendingShake shake : pending.values()) {
      if (shake.isOverdueNow(nowNanos)) {
        poller.put(shake);
      }
    }
  }

  /**
   * Logs the turns of users whose repeats have waited for their next shake for long. The last post
   * is the record itself; the draw says of the turn what it said before.
   */
  private void reportRepeats() {
    for (RepeatReporter.Report<ShakeUse> report : repeats.takeDue(clock.millis())) {
      ShakeUse use = report.used().postedAt(report.stampMillis());
      ShakeRecord record = use.toRecord(edgeId, report.repeats(), false);
      try {
        log.append(use.place().partition(), use.place().keyBytes(), record.encode(), NOBODY_WAITS);
        metrics.repeatsReported();
        rememberIfSlowed(use);
      } catch (NothingSentException e) {
        repeats.giveBack(report);
      }
    }
  }

  private void rememberIfSlowed(ShakeUse use) {
    if (use.riskLevel() == RiskLevel.SLOW) {
      repeats.remember(use.key().user(), use, use.stampMillis());
    }
  }

  private void send(PendingShake shake) {
    ShakeUse use = shake.use();
    String user = use.key().user();
    int repeatsSoFar = repeats.takeFor(user);
    ShakeRecord record = use.toRecord(edgeId, repeatsSoFar, false);
    try {
      log.append(use.place().partition(), use.place().keyBytes(), record.encode(), shake);
      metrics.shakeLogged();
      missing.logged();
      rememberIfSlowed(use);
    } catch (NothingSentException e) {
      // The post itself is not counted: who sends it again was asked to.
      repeats.giveBack(user, repeatsSoFar, use.stampMillis());
      shake.refused();
    } catch (RuntimeException e) {
      LOG.error("the log failed on a shake", e);
      shake.lost(e);
    }
  }

  /** What is said of a shake that the cache does not know: it may be pending here by now. */
  Fate fateWithoutAnswer(AnswerKey key) {
    PendingShake known = pending.get(key);
    return known != null && known.isAcknowledged() ? Fate.PENDING : Fate.UNKNOWN;
  }

  long nowMillis() {
    return clock.millis();
  }

  void countAcknowledgement(PendingShake shake) {
    metrics.shakeAcknowledged(System.nanoTime() - shake.sentAtNanos());
  }

  void missed(PendingShake shake, long nowMillis) {
    missing.missed(shake, nowMillis);
  }

  void answered(PendingShake shake) {
    missing.answered(shake);
    metrics.shakeAnswered(System.nanoTime() - shake.sentAtNanos());
  }

  /** Called before a shake leaves the pending ones. */
  void found(AnswerKey key, Outcome outcome) {
    held.put(key, outcome);
  }

  void lost() {
    metrics.shakeLost();
  }

  void dropped() {
    metrics.shakeDropped();
  }

  /** Called before anybody hears of the end, so that whoever asks next is not sent back to it. */
  void over(PendingShake shake) {
    pending.remove(shake.key(), shake);
  }
}
