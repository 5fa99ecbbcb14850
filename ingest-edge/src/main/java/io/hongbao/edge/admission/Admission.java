package io.hongbao.edge.admission;

import io.hongbao.edge.admission.QueueingDelay.Reading;
import io.hongbao.edge.show.PlannedWave;
import io.hongbao.edge.show.ShowPlan;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;

/**
 * Admits new shakes or refuses them. While nothing waits for long, that is two volatile reads. Else
 * shakes draw on permits, which are refilled at the rate of the {@link AdmissionController}: users
 * who have the first call by {@link UserRotation} take the last one, others only what is left above
 * half, and late turns what is left above three quarters. So no class waits behind a lower one, no
 * permit stays unused, and nobody can exceed the rate, whatever phones do.
 *
 * <p>Thread-safe. {@link #tick} is called by one thread, whenever {@link #awaitTick} returns.
 */
public final class Admission {

  /** Of new shakes, which ones go first. */
  public enum ShakeClass {
    /** The user's current turn. */
    CURRENT,
    /**
     * A turn that is over, and that this edge knows nothing of: waiting is no way around credit.
     */
    LATE
  }

  /**
   * Permits are kept for this long, and half of them for users with the call alone: those whose
   * turns begin when many begin would else find none, turn after turn.
   */
  private static final double KEPT_SECONDS = 0.2;

  private static final long TICK_MILLIS = 20;

  /** While no shake comes there is nothing to watch; the first one wakes the thread that ticks. */
  private static final long TICK_AT_REST_MILLIS = 500;

  /** For so long nothing must have happened. */
  private static final double COMES_TO_REST_MILLIS = 1_000;

  private static final double NANOS_PER_SECOND = 1e9;

  private static final int MAX_DEPTH = 100_000;

  private static final int USUAL_TURN_MILLIS = 5_000;

  private final AdmissionSettings settings;
  private final AdmissionController controller;
  private final QueueingDelay delay;
  private final long startedAtMillis;

  /** Null until the first shake has come. */
  private volatile AdmissionTerms terms;

  private final AtomicInteger permits = new AtomicInteger();
  private final AtomicLong refilledAtNanos;
  private volatile int depth = AdmissionController.MIN_ON_THE_WAY;
  private volatile int turnMillis = USUAL_TURN_MILLIS;
  private final LongAdder counted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile boolean rampAsked;
  private volatile Reading lastReading = new Reading(0, 0, 0, 0, 0);
  private volatile double lastIoMillis;

  private final AtomicBoolean atRest = new AtomicBoolean();
  private final Semaphore woken = new Semaphore(0);
  private AdmissionRamp ramp;
  private long tickedAtNanos;
  private double quietMillis;

  /**
   * An edge that has seen no shake yet.
   *
   * @param delay what new shakes wait; read here
   * @param startedAtMillis when the edge started, by the clock of its requests
   */
  public Admission(
      AdmissionSettings settings, QueueingDelay delay, long startedAtMillis, long nowNanos) {
    this.settings = settings;
    this.controller = new AdmissionController(settings);
    this.delay = delay;
    this.startedAtMillis = startedAtMillis;
    this.tickedAtNanos = nowNanos;
    this.refilledAtNanos = new AtomicLong(nowNanos);
  }

  /**
   * Whether new shakes may be refused. The first shake of all decides whether the edge has started
   * in an open wave, and begins slowly.
   */
  public boolean isLimiting(long waveOpensAtMillis) {
    if (atRest.get()) {
      wake();
    }
    AdmissionTerms now = terms;
    return now == null ? begin(waveOpensAtMillis) : now.isLimiting();
  }

  private synchronized boolean begin(long waveOpensAtMillis) {
    if (terms == null) {
      rampAsked = waveOpensAtMillis < startedAtMillis;
      permits.set(depthAt(settings.rampPerSecond()));
      terms =
          rampAsked
              ? new AdmissionTerms(
                  true, settings.rampPerSecond(), Long.MAX_VALUE, Long.MAX_VALUE, 0)
              : AdmissionTerms.open(0);
    }
    return terms.isLimiting();
  }

  /**
   * Takes a permit for a new shake, while {@link #isLimiting}.
   *
   * @param place of the user at the turn, of {@link UserRotation#place}
   * @param nowNanos as {@link System#nanoTime()} tells
   * @return false if the shake is refused
   */
  public boolean admits(long place, ShakeClass shakeClass, int ofTurnMillis, long nowNanos) {
    AdmissionTerms now = terms;
    if (now == null || !now.isLimiting()) {
      return true;
    }
    if (turnMillis != ofTurnMillis) {
      turnMillis = ofTurnMillis;
    }
    boolean hasCall = UserRotation.isBelow(place, now.limit());
    if (shakeClass == ShakeClass.CURRENT && UserRotation.isBelow(place, now.countedLimit())) {
      counted.increment();
    }
    refill(now.perSecond(), nowNanos);
    boolean isAdmitted =
        switch (shakeClass) {
          case CURRENT -> take(hasCall ? 0 : depth / 2);
          case LATE -> hasCall && take(depth - depth / 4);
        };
    if (!isAdmitted) {
      refused.increment();
    }
    return isAdmitted;
  }

  /**
   * Permits come one by one, not by the tick: else the users whose turns begin late in a tick would
   * find none, turn after turn.
   */
  private void refill(double perSecond, long nowNanos) {
    long lastNanos = refilledAtNanos.get();
    long whole = (long) (perSecond * (nowNanos - lastNanos) / NANOS_PER_SECOND);
    if (whole > 0
        && refilledAtNanos.compareAndSet(
            lastNanos, lastNanos + (long) (whole / perSecond * NANOS_PER_SECOND))) {
      permits.updateAndGet(left -> (int) Math.min(depth, left + whole));
    }
  }

  private boolean take(int leaving) {
    int left = permits.get();
    while (left > leaving) {
      if (permits.compareAndSet(left, left - 1)) {
        return true;
      }
      left = permits.get();
    }
    return false;
  }

  /**
   * Which turns of the wave that is open a user is told to use: of those that may be used, the ones
   * on which the user has the first call.
   *
   * @param plan in force now
   * @param mayUse says so of a turn's number; given back while nothing is limited
   */
  public IntPredicate usableTurns(
      ShowPlan plan, long userHash, long nowMillis, IntPredicate mayUse) {
    AdmissionTerms now = terms;
    if (now == null || !now.isLengthening()) {
      return mayUse;
    }
    Optional<PlannedWave> open = plan.openWaveAt(nowMillis);
    if (open.isEmpty()) {
      return mayUse;
    }
    long opensAtMillis = open.get().schedule().opensAtMillis();
    int ofTurnMillis = open.get().schedule().turnMillis();
    return turn ->
        mayUse.test(turn)
            && UserRotation.isBelow(
                UserRotation.place(
                    userHash, UserRotation.turnOfTime(opensAtMillis, ofTurnMillis, turn)),
                now.limit());
  }

  /** Whether a user at this place has the first call now. */
  boolean hasCall(long place) {
    AdmissionTerms now = terms;
    return now == null || !now.isLimiting() || UserRotation.isBelow(place, now.limit());
  }

  /** Waits until the next {@link #tick} is due: 20 ms, or at rest until a shake comes. */
  void awaitTick() throws InterruptedException {
    if (!atRest.get()) {
      Thread.sleep(TICK_MILLIS);
    } else if (woken.tryAcquire(TICK_AT_REST_MILLIS, TimeUnit.MILLISECONDS)) {
      woken.drainPermits();
    }
  }

  /** Whether no shake has come for a while, so that ticks are few. */
  boolean isAtRest() {
    return atRest.get();
  }

  /** Ends the rest, if there is one. */
  void wake() {
    if (atRest.compareAndSet(true, false)) {
      woken.release();
    }
  }

  /**
   * Takes stock and sets the terms of the next interval.
   *
   * @param ioMillis delay of the edge's I/O queues now
   */
  public void tick(long nowNanos, double ioMillis) {
    double elapsedMillis = (nowNanos - tickedAtNanos) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    if (elapsedMillis < 1) {
      return;
    }
    tickedAtNanos = nowNanos;
    // Before the reading: a shake that it does not see wakes us.
    atRest.set(quietMillis >= COMES_TO_REST_MILLIS);
    Reading reading = delay.read(nowNanos);
    lastReading = reading;
    lastIoMillis = ioMillis;
    if (rampAsked) {
      rampAsked = false;
      ramp = new AdmissionRamp(settings.rampPerSecond());
      controller.start();
    }
    long refusedNow = refused.sumThenReset();
    AdmissionTerms decided =
        controller.decide(
            new AdmissionController.Interval(
                elapsedMillis,
                reading.onTheWay(),
                reading.oldestMillis(),
                reading.answered(),
                ioMillis,
                counted.sumThenReset(),
                refusedNow,
                takenOfReserve(),
                turnMillis,
                ramp != null));
    if (ramp != null) {
      boolean isInTime = Math.max(reading.oldestMillis(), ioMillis) < settings.targetDelayMillis();
      decided = ramped(decided, elapsedMillis, isInTime, refusedNow);
    }
    apply(decided, reading.onTheWay(), nowNanos);
    boolean isQuiet =
        reading.onTheWay() == 0 && reading.answered() == 0 && ramp == null && !isLimiting();
    quietMillis = isQuiet ? quietMillis + elapsedMillis : 0;
    if (!isQuiet) {
      atRest.set(false);
    }
  }

  /** Permits below half, which only users with the call can take. */
  private int takenOfReserve() {
    return isLimiting() ? Math.max(0, depth / 2 - permits.get()) : 0;
  }

  /** Under the ramp all that is admitted is new, so it is the ramp that probes. */
  private AdmissionTerms ramped(
      AdmissionTerms decided, double elapsedMillis, boolean isInTime, long refusedNow) {
    if (ramp.step(elapsedMillis, isInTime, refusedNow)) {
      ramp = null;
      return decided;
    }
    double perSecond =
        isInTime ? ramp.perSecond() : Math.min(ramp.perSecond(), decided.perSecond());
    return new AdmissionTerms(
        true, perSecond, decided.limit(), decided.countedLimit(), decided.delayMillis());
  }

  private void apply(AdmissionTerms decided, int onTheWay, long nowNanos) {
    AdmissionTerms before = terms;
    if (before == null) {
      return;
    }
    if (decided.isLimiting()) {
      limit(decided, before, onTheWay, nowNanos);
    }
    terms = decided;
  }

  private void limit(AdmissionTerms decided, AdmissionTerms before, int onTheWay, long nowNanos) {
    depth = depthAt(decided.perSecond());
    if (before.isLimiting()) {
      refill(before.perSecond(), nowNanos);
      // Answers never stop to come for want of shakes: a few are always on their way.
      int atLeast = ramp == null ? AdmissionController.MIN_ON_THE_WAY - onTheWay : 0;
      permits.updateAndGet(left -> Math.min(depth, Math.max(atLeast, left)));
    } else {
      permits.set(depth);
      refilledAtNanos.set(nowNanos);
    }
    // A rate of nearly nothing is not saved up for a better one.
    long oldestNanos = nowNanos - TimeUnit.SECONDS.toNanos(1);
    refilledAtNanos.accumulateAndGet(oldestNanos, Math::max);
  }

  private static int depthAt(double perSecond) {
    return (int)
        Math.min(MAX_DEPTH, Math.max(AdmissionController.MIN_ON_THE_WAY, perSecond * KEPT_SECONDS));
  }

  /** New shakes a second that are admitted; infinite while nothing is limited. */
  public double admittedPerSecond() {
    AdmissionTerms now = terms;
    return now == null ? Double.POSITIVE_INFINITY : now.perSecond();
  }

  /** Whether new shakes may be refused now. */
  public boolean isLimiting() {
    AdmissionTerms now = terms;
    return now != null && now.isLimiting();
  }

  /** Of all users, how many have the first call on a turn: 0 to 1. */
  public double share() {
    AdmissionTerms now = terms;
    return now == null || !now.isLimiting() ? 1 : now.limit() / 0x1p63;
  }

  /** Returns the expected wait of a new shake, in milliseconds. */
  public double delayMillis() {
    AdmissionTerms now = terms;
    return now == null ? 0 : now.delayMillis();
  }

  /** Returns the last reading of shakes on their way. */
  public Reading lastReading() {
    return lastReading;
  }

  /** What requests last waited in the edge's I/O queues, in milliseconds. */
  public double ioMillis() {
    return lastIoMillis;
  }
}
