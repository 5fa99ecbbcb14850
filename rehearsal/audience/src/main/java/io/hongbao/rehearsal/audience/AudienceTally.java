package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;
import io.hongbao.rehearsal.audience.AudienceHistory.HeardWins;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Counts while the load runs. For the loop's thread. */
final class AudienceTally {

  /**
   * How far the load is.
   *
   * @param elapsedNanos since its start; negative before
   * @param pending shakes without an answer yet
   * @param refused how often edges refused a shake
   * @param waiting of the pending, those that wait after a refusal
   */
  record AudienceProgress(
      long elapsedNanos,
      long sent,
      long answered,
      int pending,
      long refused,
      int waiting,
      long errors,
      long p50Micros,
      long p99Micros) {}

  private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(25);
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int MAX_EXAMPLES = 5;

  private final LongSupplier nanoTime;
  private final long beginsAtNanos;
  private final Map<AnswerResult, Long> results = new EnumMap<>(AnswerResult.class);
  private final Map<String, HeardWins> wins = new TreeMap<>();
  private final ErrorCounts troubles = new ErrorCounts();
  private final ErrorCounts errors = new ErrorCounts();
  private final Map<String, Long> refusals = new TreeMap<>();
  private final Histogram waitedMicros = new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
  private final List<String> examples = new ArrayList<>();
  private final Histogram answerMicros = new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
  private final Histogram acknowledgedMicros = new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
  private final Timeline timeline = new Timeline();
  private long sent;
  private long withoutTurn;
  private long acknowledged;
  private long answered;
  private long repeats;
  private long refused;
  private int waiting;
  private long notAccepted;

  /**
   * Nothing counted yet.
   *
   * @param nanoTime the clock
   * @param beginsAtNanos when the load begins, by it
   */
  AudienceTally(LongSupplier nanoTime, long beginsAtNanos) {
    this.nanoTime = nanoTime;
    this.beginsAtNanos = beginsAtNanos;
  }

  void sent() {
    sent++;
    timeline.sent(elapsedNanos());
  }

  /** A shake was planned and no phone had a turn for it. */
  void withoutTurn() {
    withoutTurn++;
  }

  /** An edge took nothing, and told the phone to come later. */
  void refused(String kind) {
    refused++;
    waiting++;
    refusals.merge(kind, 1L, Long::sum);
    timeline.refused(elapsedNanos());
  }

  /** A phone has waited as long as it was told after a refusal, or will wait no more. */
  void waitedAfterRefusal() {
    waiting--;
  }

  /** A shake that had been refused was taken: planned for one instant, posted at another. */
  void acceptedAfterRefusal(long plannedAtNanos, long postedAtNanos) {
    waitedMicros.recordValue(toMicros(postedAtNanos - plannedAtNanos));
  }

  /** A shake that had been refused has ended, and was never taken. */
  void neverAccepted(long plannedAtNanos) {
    notAccepted++;
    waitedMicros.recordValue(toMicros(nanoTime.getAsLong() - plannedAtNanos));
  }

  /** A shake that was posted for the last time at an instant is in the log. */
  void acknowledged(long startsAtNanos) {
    long nowNanos = nanoTime.getAsLong();
    acknowledged++;
    acknowledgedMicros.recordValue(toMicros(nowNanos - startsAtNanos));
    timeline.acknowledged(nowNanos - beginsAtNanos);
  }

  /** A shake that was posted for the last time at an instant was answered. */
  void answered(PhoneAnswer answer, long startsAtNanos) {
    long nowNanos = nanoTime.getAsLong();
    long tookMicros = toMicros(nowNanos - startsAtNanos);
    answered++;
    results.merge(answer.result(), 1L, Long::sum);
    answerMicros.recordValue(tookMicros);
    timeline.answered(answer.result(), nowNanos - beginsAtNanos, tookMicros);
    if (answer.result() == AnswerResult.PACKET
        && answer.outcome().orElseThrow() instanceof Outcome.Packet packet) {
      wins.merge(
          packet.enterpriseId(),
          HeardWins.NONE.plus(packet.amountFen()),
          (before, one) -> before.plus(one.fen()));
    }
  }

  void repeated() {
    repeats++;
  }

  /** Something went wrong and is tried again. */
  void trouble(String kind, Supplier<String> example) {
    troubles.add(kind, elapsedNanos(), example);
    timeline.trouble(elapsedNanos());
  }

  /** Something went wrong for good. */
  void error(String kind, String example) {
    errors.add(kind, elapsedNanos(), () -> example);
    timeline.error(elapsedNanos());
    if (examples.size() < MAX_EXAMPLES) {
      examples.add(kind + ": " + example);
    }
  }

  AudienceProgress progress(int pending) {
    return new AudienceProgress(
        elapsedNanos(),
        sent,
        answered,
        pending,
        refused,
        waiting,
        errors.total(),
        answerMicros.getValueAtPercentile(50),
        answerMicros.getValueAtPercentile(99));
  }

  /**
   * What became of the load.
   *
   * @param times of the shakes that were asked for
   * @param planned shakes of the whole load
   * @param loadNanos how long shakes were sent
   * @param show that was shaken for
   * @param startedAtMillis when the load began, epoch milliseconds
   */
  AudienceReport report(
      AudienceSettings settings,
      ShakeTimes times,
      long planned,
      long loadNanos,
      String show,
      long startedAtMillis) {
    List<TimeSlice> slices = timeline.slices(loadNanos, times, planned);
    return new AudienceReport(
        settings.phones(),
        settings.ratePerSecond(),
        loadNanos / 1e9,
        sent,
        withoutTurn,
        acknowledged,
        answered,
        repeats,
        results,
        troubles.counts(),
        errors.counts(),
        examples,
        Latencies.of(answerMicros),
        Latencies.of(acknowledgedMicros),
        new Refusals(refusals, notAccepted, Latencies.of(waitedMicros)),
        new AudienceHistory(
            show,
            startedAtMillis,
            timeline.sliceSeconds(),
            slices,
            LatencyCurve.of(answerMicros),
            LatencyCurve.of(acknowledgedMicros),
            wins,
            errors.first(),
            troubles.first()));
  }

  private long elapsedNanos() {
    return nanoTime.getAsLong() - beginsAtNanos;
  }

  private static long toMicros(long nanos) {
    return Math.min(MAX_MICROS, Math.max(0, nanos / 1_000));
  }
}
