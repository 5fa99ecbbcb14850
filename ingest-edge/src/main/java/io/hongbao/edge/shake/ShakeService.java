package io.hongbao.edge.shake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.hongbao.cache.AnswerKey;
import io.hongbao.cache.OutcomeListener;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.domain.traffic.RepeatReporter;
import io.hongbao.edge.admission.QueueingDelay;
import io.hongbao.edge.log.ShakeLog;
import io.hongbao.edge.log.ShakeLog.NothingSentException;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.metrics.ShakeMetrics;
import io.hongbao.edge.shake.AnswerListener.AnswerSubscription;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes shakes and look-ups. The same turn asked for many times at once is one shake: the first
 * request logs it, the others join. A repeat whose answer is still held here is answered from here.
 * Outcomes come by the feed; the poller asks for late ones and look-ups. Thread-safe; never blocks.
 */
public final class ShakeService implements OutcomeListener {

  private static final Logger LOG = LoggerFactory.getLogger(ShakeService.class);

  /** Of a report: one that is lost is one report less. */
  private static final ShakeLog.Receipt NO_RECEIPT =
      new ShakeLog.Receipt() {
        @Override
        public void acknowledged(long offset) {}

        @Override
        public void lost(Exception cause) {
          LOG.debug("it is unknown whether the log has a report", cause);
        }
      };

  private final ShakeSender sender;
  private final AnswerPoller poller;
  private final InstantSource clock;
  private final EdgeMetrics metrics;
  private final QueueingDelay delay;
  private final ConcurrentHashMap<AnswerKey, PendingShake> pending = new ConcurrentHashMap<>();
  private final HeldAnswers held;
  private final RepeatReporter<ShakeSubmission> repeats;
  private final AnswerRecovery recovery;

  private final Lookup.KnownShakes known =
      new Lookup.KnownShakes() {
        @Override
        public void found(AnswerKey key, Outcome outcome) {
          held.put(key, outcome);
        }

        @Override
        public ShakeStatus statusWithoutAnswer(AnswerKey key) {
          PendingShake shake = pending.get(key);
          boolean isLogged = shake != null && shake.isAcknowledged();
          return isLogged ? ShakeStatus.PENDING : ShakeStatus.UNKNOWN;
        }
      };

  /**
   * A service that knows no shake.
   *
   * @param delay hears of every shake that is sent, practice included, as all wait in one queue
   * @param isEnding whether a show takes no new shakes any more
   * @param maxHeldAnswers kept here for those who ask again
   * @param maxCountedUsers whose repeats are counted
   */
  public ShakeService(
      ShakeLog log,
      AnswerPoller poller,
      String edgeId,
      InstantSource clock,
      EdgeMetrics metrics,
      QueueingDelay delay,
      Predicate<String> isEnding,
      int maxHeldAnswers,
      int maxCountedUsers) {
    this.sender = new ShakeSender(log, edgeId, isEnding);
    this.poller = poller;
    this.clock = clock;
    this.metrics = metrics;
    this.delay = delay;
    this.held = new HeldAnswers(maxHeldAnswers);
    // The least busy users are forgotten first.
    Cache<String, RepeatReporter.Count<ShakeSubmission>> counts =
        Caffeine.newBuilder().maximumSize(maxCountedUsers).executor(Runnable::run).build();
    this.repeats = new RepeatReporter<>(counts.asMap());
    this.recovery = new AnswerRecovery(sender, metrics);
    metrics.showPending(this::pendingCount);
  }

  /** Uses a turn: logs it, or joins those who use it already, or answers from what is held. */
  public AnswerSubscription shake(ShakeSubmission use, AnswerListener listener) {
    PendingShake fresh = new PendingShake(use, System.nanoTime());
    fresh.join(listener);
    PendingShake earlier = pending.putIfAbsent(use.key(), fresh);
    if (earlier != null) {
      if (!recovery.posted(earlier, use.stampMillis())) {
        countRepeat(use);
      }
      earlier.join(listener);
      return earlier;
    }
    // Looked at only now: an answer is held before its shake leaves the pending ones, so that no
    // repeat falls between the two and is logged.
    Outcome outcome = held.get(use.key());
    if (outcome != null) {
      countRepeat(use);
      end(fresh, ShakeStatus.answered(outcome));
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
  public AnswerSubscription lookUp(AnswerKey key, boolean mayStillCome, AnswerListener listener) {
    PendingShake shake = pending.get(key);
    if (shake != null) {
      shake.join(listener);
      return shake;
    }
    Lookup lookup = new Lookup(key, mayStillCome, listener, known);
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
    // Before the shake leaves the pending ones.
    held.put(key, outcome);
    if (shake != null) {
      answer(shake, outcome);
    }
  }

  @Override
  public void closedForNow(AnswerKey key) {
    PendingShake shake = pending.get(key);
    if (shake != null) {
      shake.closeForNow();
      arrived(shake);
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

  /** How many shakes of a show are sent, and it is not known yet whether the log has them. */
  public long underWay(String show) {
    return sender.underWay(show);
  }

  private ShakeMetrics metricsOf(ShakeSubmission use) {
    return metrics.ofShakes(use.isPractice());
  }

  private void countRepeat(ShakeSubmission use) {
    metricsOf(use).shakeRepeated();
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
        poller.put(new OverdueShake(shake));
      }
    }
  }

  /**
   * Logs the turns of users whose repeats have waited for their next shake for long. The last post
   * is the record itself; the draw says of the turn what it said before.
   */
  private void reportRepeats() {
    for (RepeatReporter.Report<ShakeSubmission> report : repeats.takeDue(clock.millis())) {
      ShakeSubmission use = report.used().postedAt(report.stampMillis());
      try {
        sender.append(use, report.repeats(), NO_RECEIPT);
        metricsOf(use).repeatsReported();
        rememberIfSlowed(use);
      } catch (NothingSentException e) {
        repeats.giveBack(report);
      }
    }
  }

  private void rememberIfSlowed(ShakeSubmission use) {
    if (use.riskLevel() == RiskLevel.SLOW) {
      repeats.remember(use.key().user(), use, use.stampMillis());
    }
  }

  private void send(PendingShake shake) {
    ShakeSubmission use = shake.submission();
    String user = use.key().user();
    int repeatsSoFar = repeats.takeFor(user);
    delay.sent(shake.sentAtNanos());
    try {
      sender.append(use, repeatsSoFar, new SentShake(shake));
      metricsOf(use).shakeLogged();
      recovery.logged();
      rememberIfSlowed(use);
    } catch (NothingSentException e) {
      // The post itself is not counted: who sends it again was asked to.
      repeats.giveBack(user, repeatsSoFar, use.stampMillis());
      giveUp(shake);
      end(shake, ShakeStatus.BUSY);
    } catch (RuntimeException e) {
      LOG.error("the log failed on a shake", e);
      lose(shake);
    }
  }

  private void answer(PendingShake shake, Outcome outcome) {
    if (end(shake, ShakeStatus.answered(outcome))) {
      recovery.answered(shake);
      arrived(shake);
      metricsOf(shake.submission()).shakeAnswered(System.nanoTime() - shake.sentAtNanos());
    }
  }

  private void arrived(PendingShake shake) {
    if (shake.arrive()) {
      delay.answered(shake.sentAtNanos(), System.nanoTime());
    }
  }

  private void giveUp(PendingShake shake) {
    if (shake.arrive()) {
      delay.gone(shake.sentAtNanos(), System.nanoTime());
    }
  }

  private void lose(PendingShake shake) {
    if (end(shake, ShakeStatus.UNCERTAIN)) {
      giveUp(shake);
      metricsOf(shake.submission()).shakeLost();
    }
  }

  /** Its answer may still be looked up in the cache, if it ever comes. */
  private void dropIfOld(PendingShake shake, long nowMillis) {
    if (shake.isOldAt(nowMillis) && end(shake, ShakeStatus.PENDING)) {
      giveUp(shake);
      metricsOf(shake.submission()).shakeDropped();
    }
  }

  /** Whether this ended the shake, which was not over before. */
  private boolean end(PendingShake shake, ShakeStatus status) {
    if (!shake.end(status)) {
      return false;
    }
    // Before anybody hears of the end, so that whoever asks next is not sent back to it.
    pending.remove(shake.submission().key(), shake);
    shake.tellEnding();
    return true;
  }

  /** A shake on its way to the log. */
  private final class SentShake implements ShakeLog.Receipt {
    private final PendingShake shake;

    private SentShake(PendingShake shake) {
      this.shake = shake;
    }

    @Override
    public void acknowledged(long offset) {
      long nowNanos = System.nanoTime();
      delay.acknowledged(shake.sentAtNanos(), nowNanos);
      metricsOf(shake.submission()).shakeAcknowledged(nowNanos - shake.sentAtNanos());
      shake.acknowledge(offset, clock.millis());
    }

    @Override
    public void lost(Exception cause) {
      lose(shake);
    }
  }

  /** An acknowledged shake whose outcome is late. */
  private final class OverdueShake implements PollTarget {
    private final PendingShake shake;

    private OverdueShake(PendingShake shake) {
      this.shake = shake;
    }

    @Override
    public AnswerKey key() {
      return shake.submission().key();
    }

    @Override
    public boolean isSettled() {
      return shake.isOver();
    }

    @Override
    public long pauseMillis(long ageMillis) {
      return PendingShake.OVERDUE_MILLIS;
    }

    /** The feed says so. */
    @Override
    public boolean mayBeClosed() {
      return false;
    }

    @Override
    public void answered(Outcome outcome) {
      held.put(key(), outcome);
      answer(shake, outcome);
    }

    @Override
    public void missed(long nowMillis) {
      dropIfOld(shake, nowMillis);
      if (shake.isAcknowledged()) {
        recovery.missed(shake, nowMillis);
      }
    }

    @Override
    public void closedForNow() {
      shake.closeForNow();
    }

    /** Who waits hears that the shake is logged when the wait is over. */
    @Override
    public void cacheFailed(long nowMillis) {
      dropIfOld(shake, nowMillis);
    }
  }
}
