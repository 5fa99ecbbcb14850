package io.hongbao.rehearsal.audience;

import io.hongbao.rehearsal.seen.HeardResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts while the load runs. For the loop's thread. */
final class AudienceTally {

  private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(25);
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final int MOST_EXAMPLES = 5;

  private final Map<HeardResult, Long> results = new EnumMap<>(HeardResult.class);
  private final Map<String, Long> troubles = new TreeMap<>();
  private final Map<String, Long> errors = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();
  private final Histogram answerMicros = new Histogram(LONGEST_MICROS, SIGNIFICANT_DIGITS);
  private final Histogram acknowledgedMicros = new Histogram(LONGEST_MICROS, SIGNIFICANT_DIGITS);
  private long sent;
  private long withoutTurn;
  private long acknowledged;
  private long answered;
  private long repeats;

  void sent() {
    sent++;
  }

  /** A shake was planned and no phone had a turn for it. */
  void withoutTurn() {
    withoutTurn++;
  }

  void acknowledged(long afterNanos) {
    acknowledged++;
    record(acknowledgedMicros, afterNanos);
  }

  void answered(HeardResult result, long afterNanos) {
    answered++;
    results.merge(result, 1L, Long::sum);
    record(answerMicros, afterNanos);
  }

  void repeated() {
    repeats++;
  }

  /** Something went wrong and is tried again. */
  void trouble(String kind) {
    troubles.merge(kind, 1L, Long::sum);
  }

  /** Something went wrong for good. */
  void error(String kind, String example) {
    errors.merge(kind, 1L, Long::sum);
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(kind + ": " + example);
    }
  }

  AudienceProgress progress(long elapsedNanos, int pending) {
    long errorsSoFar = errors.values().stream().mapToLong(Long::longValue).sum();
    return new AudienceProgress(
        elapsedNanos,
        sent,
        answered,
        pending,
        errorsSoFar,
        answerMicros.getValueAtPercentile(50),
        answerMicros.getValueAtPercentile(99));
  }

  AudienceReport report(AudienceSettings settings, long loadNanos) {
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
        troubles,
        errors,
        examples,
        Latencies.of(answerMicros),
        Latencies.of(acknowledgedMicros));
  }

  private static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos / 1_000)));
  }
}
