package io.hongbao.edge.admission;

/**
 * Decides how many new shakes a second an edge admits, so that a new shake waits the target and no
 * longer. Pure: what happened in an interval goes in, terms for the next one come out; no clock, no
 * I/O. For one thread.
 *
 * <p><b>The delay.</b> By Little's law a new shake waits for as long as those before it take to be
 * decided: shakes on their way, divided by answers a second; to this comes the delay of the edge's
 * own I/O queues. That is known at once, while the delay of answers is known late, and only of
 * those who survived. Nothing is learned as a baseline: one that is learned in overload is wrong
 * (Netflix/concurrency-limits #134, #165; Envoy #11579).
 *
 * <p><b>The rate</b> is the measured answer rate, corrected in proportion to what the delay is off
 * the target, as Breakwater's credits are: above, so that the queue is gone within {@link
 * #SETTLES_MILLIS} and not by the many small steps of an additive rule; below, so that it probes
 * for more. As the delay counts what was admitted at once, the loop has no lag, and does not swing.
 * A little is added in proportion to the edge's demand, by which edges that share a draw come to
 * the same share of their users.
 *
 * <p><b>The share</b> is how much of the demand the answer rate serves. Demand is what users offer
 * who have the first call even by the lowest share that was told of late, divided by that share: as
 * those come in any case, it does not depend on whether the others wait as told, by whatever share,
 * or keep asking. It is smoothed over the time in which told waits come due, as a faster loop would
 * swing.
 *
 * <p><b>A herd from nothing</b> meets an edge that knows of no answers. Until some come the best
 * rate of the last seconds is believed, or {@link #PRESUMED_RATE}.
 */
final class AdmissionController {

  /** Fewer shakes on their way are no overload, whatever they wait. */
  static final int MIN_ON_THE_WAY = 64;

  /** In this time a queue that is too long, or too short, comes most of the way to its target. */
  private static final double SETTLES_MILLIS = 200;

  /** Long enough for the pauses of a job that works in batches. */
  private static final double ANSWER_RATE_MILLIS = 400;

  /**
   * The queue that is aimed at follows the answer rate this slowly. Of a draw that edges share, an
   * edge's answers are what it admitted a delay ago: a faster loop would make its rate swing.
   */
  private static final double QUEUE_RATE_MILLIS = 1_000;

  /** A rate that rises is seen within an interval or two, and remembered for so long. */
  private static final double RISING_RATE_MILLIS = 20;

  private static final double RATE_REMEMBERED_MILLIS = 100;

  /** Without answers for so long nothing is learned of capacity, and phones are told as before. */
  private static final double STANDING_MILLIS = 60;

  /**
   * Answers a second that a system is believed to give of which nothing is known. If it gives more,
   * some users are refused until its first answers come; if it gives less, some wait for longer.
   */
  private static final double PRESUMED_RATE = 1_000;

  /** For so long the best answer rate is believed. */
  private static final double BEST_RATE_MILLIS = 5_000;

  /** Limiting is over when this long nothing was refused and nothing waited for long. */
  private static final double CALM_MILLIS = 1_000;

  /** Admitted at most, of the answer rate: what a probe for more may cost. */
  private static final double MAX_GROWTH = 3;

  /** Added for each shake of demand a second. */
  private static final double DEMAND_BONUS = 0.05;

  /** This share of the answer rate is believed to be unused while nothing waits at all. */
  private static final double UNUSED_SHARE = 1.5;

  /**
   * Of what can be served, so much is given away as calls. The rest takes up that users come
   * unevenly, so that nearly nobody with the call is refused, and goes to others.
   */
  private static final double CALLS_SHARE = 0.95;

  /** No user is told to wait for longer than this share means: 89 turns at the worst. */
  private static final double MIN_SHARE = 1.0 / 64;

  private static final double MIN_DEMAND_MILLIS = 2_000;
  private static final double MAX_DEMAND_MILLIS = 30_000;

  private final double targetMillis;
  private double answerRate;
  private double queueRate;
  private double latestRate;
  private double risingRate;
  private double bestRate;
  private double standingMillis;
  private boolean limiting;

  /** Limiting by a rate that was believed, and not seen. */
  private boolean presuming;

  private double calmMillis;
  private double share = 1;

  /** The lowest that phones were told by whose wait is not over. */
  private double lowestShare = 1;

  private double demand;
  private double demandWeight;
  private double served;

  /** A controller that has seen nothing. */
  AdmissionController(AdmissionSettings settings) {
    this.targetMillis = settings.targetDelayMillis();
  }

  /**
   * What happened since the last decision.
   *
   * @param onTheWay shakes that are waited for
   * @param oldestMillis how old the oldest of them is
   * @param answered in the interval
   * @param ioMillis delay of the edge's I/O queues
   * @param counted new shakes that were offered by users below {@link AdmissionTerms#countedLimit}
   * @param refused in the interval
   * @param takenOfReserve permits that are kept for users with the call and were taken by them
   * @param turnMillis a turn's length
   * @param isRamping whether fewer are admitted than could be: then nothing is learned of capacity
   */
  record Interval(
      double elapsedMillis,
      int onTheWay,
      double oldestMillis,
      long answered,
      double ioMillis,
      long counted,
      long refused,
      int takenOfReserve,
      int turnMillis,
      boolean isRamping) {}

  /** Decides for the next interval. */
  AdmissionTerms decide(Interval in) {
    double seconds = in.elapsedMillis() / 1_000;
    double rateNow = in.answered() / seconds;
    answerRate += (rateNow - answerRate) * weight(in.elapsedMillis(), ANSWER_RATE_MILLIS);
    queueRate += (answerRate - queueRate) * weight(in.elapsedMillis(), QUEUE_RATE_MILLIS);
    latestRate += (rateNow - latestRate) * weight(in.elapsedMillis(), RISING_RATE_MILLIS);
    double remembered = 1 - weight(in.elapsedMillis(), RATE_REMEMBERED_MILLIS);
    risingRate = Math.max(latestRate, risingRate * remembered);
    bestRate = Math.max(latestRate, bestRate * (1 - weight(in.elapsedMillis(), BEST_RATE_MILLIS)));
    boolean stood = standingMillis > 0;
    standingMillis = in.answered() == 0 ? standingMillis + in.elapsedMillis() : 0;
    if (limiting && presuming && in.answered() > 0) {
      seeFirstAnswers(in, stood);
    } else if (!limiting) {
      boolean seen = isTooLong(in);
      if (seen || isPresumedTooLong(in)) {
        start();
        presuming = !seen;
      }
    }
    double delay = delayMillis(in, limiting ? answerRate : Math.max(answerRate, risingRate));
    if (limiting) {
      calmMillis =
          in.refused() == 0 && delay < targetMillis / 2 ? calmMillis + in.elapsedMillis() : 0;
      limiting = calmMillis < CALM_MILLIS;
    }
    return limiting ? limited(in, delay) : AdmissionTerms.open(delay);
  }

  /** Limits from the next decision on, without a sign of overload. */
  void start() {
    limiting = true;
    presuming = false;
    calmMillis = 0;
    answerRate = Math.max(answerRate, risingRate);
    queueRate = answerRate;
    share = 1;
    lowestShare = 1;
    demand = 0;
    demandWeight = 0;
    served = answerRate;
  }

  /**
   * Whether new shakes wait for long. That a step of load fills the way before the first answer is
   * no sign of it: either something has waited for a while, or the target is reached in truth.
   */
  private boolean isTooLong(Interval in) {
    if (in.ioMillis() >= targetMillis) {
      return true;
    }
    if (in.onTheWay() < MIN_ON_THE_WAY) {
      return false;
    }
    boolean isForeseen =
        in.oldestMillis() >= targetMillis / 4
            && standingMillis < STANDING_MILLIS
            && delayMillis(in, Math.max(answerRate, risingRate)) >= targetMillis / 2;
    return isForeseen || in.oldestMillis() >= targetMillis;
  }

  /** Of what is on its way nothing was answered, and it is more than can be believed to be. */
  private boolean isPresumedTooLong(Interval in) {
    return in.onTheWay() >= MIN_ON_THE_WAY
        && in.oldestMillis() >= targetMillis / 8
        && standingMillis >= STANDING_MILLIS
        && delayMillis(in, Math.max(PRESUMED_RATE, bestRate)) >= targetMillis;
  }

  /** Answers may have begun late in the first interval that has some, so two are looked at. */
  private void seeFirstAnswers(Interval in, boolean isFirstInterval) {
    limiting = delayMillis(in, Math.max(answerRate, risingRate)) >= targetMillis / 2;
    if (limiting && !isFirstInterval) {
      start();
    }
  }

  private static double delayMillis(Interval in, double perSecond) {
    // A queue of nobody is empty, and one that is not served has its age.
    double queue = in.onTheWay() / Math.max(perSecond, 1) * 1_000;
    return in.ioMillis() + Math.min(queue, Math.max(60_000, in.oldestMillis()));
  }

  private AdmissionTerms limited(Interval in, double delay) {
    double queueTarget = queueRate * (targetMillis - in.ioMillis()) / 1_000;
    // Who comes after a crowd of users with the call does not pay for the permits that it took.
    double queue = in.onTheWay() - in.takenOfReserve();
    double correction = (queueTarget - queue) / (SETTLES_MILLIS / 1_000);
    double perSecond =
        Math.max(
            0, Math.min(answerRate + correction, MAX_GROWTH * answerRate) + DEMAND_BONUS * demand);
    if (standingMillis < STANDING_MILLIS && !in.isRamping()) {
      follow(in, delay);
    }
    return new AdmissionTerms(
        true, perSecond, UserRotation.limitOf(share), UserRotation.limitOf(lowestShare), delay);
  }

  /** Follows demand, and what of it can be served. */
  private void follow(Interval in, double delay) {
    double seconds = in.elapsedMillis() / 1_000;
    double overMillis =
        Math.min(
            MAX_DEMAND_MILLIS,
            Math.max(MIN_DEMAND_MILLIS, in.turnMillis() / Math.max(share, 1e-9)));
    double weight = weight(in.elapsedMillis(), overMillis);
    demand += (in.counted() / lowestShare / seconds - demand) * weight;
    demandWeight += (1 - demandWeight) * weight;
    // Below the target there is more to be had than is used.
    double unused = UNUSED_SHARE * Math.max(0, targetMillis - delay) / targetMillis;
    served += (answerRate * (1 + unused) - served) * weight(in.elapsedMillis(), ANSWER_RATE_MILLIS);
    double seen = demand / demandWeight;
    double always = MIN_ON_THE_WAY * 1_000 / targetMillis;
    double credit = Math.max(always, served * CALLS_SHARE);
    share = seen <= credit ? 1 : Math.max(MIN_SHARE, credit / seen);
    // Some are told to wait for twice as long as most.
    double forgets = weight(in.elapsedMillis(), 2 * overMillis);
    lowestShare = Math.min(share, lowestShare + (share - lowestShare) * forgets);
  }

  private static double weight(double elapsedMillis, double overMillis) {
    return 1 - Math.exp(-elapsedMillis / overMillis);
  }
}
