package io.hongbao.rehearsal.audience;

import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.IntCountsHistogram;

/**
 * Counts by the time since the load began: in slices of a second, and as a load gets longer in
 * slices of 2, 4, 8 … seconds, so that a day of it takes no more room than a quarter of an hour.
 * Counting costs an index and an increment, and makes no garbage. For the loop's thread.
 */
final class Timeline {

  /** A page has hardly more columns; with their histograms they take some 10 MB. */
  static final int MAX_SLICES = 1_200;

  /** Latencies of a slice are right to a hundredth: closer than anybody can see in a picture. */
  private static final int SIGNIFICANT_DIGITS = 2;

  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final List<Counts> slices = new ArrayList<>();
  private int sliceSeconds = 1;

  /** One that is counted up in place. */
  private static final class Count {
    private long value;
  }

  /** Of one slice. */
  private static final class Counts {

    private final Map<AnswerResult, Count> results = new EnumMap<>(AnswerResult.class);
    private final IntCountsHistogram answerMicros = new IntCountsHistogram(SIGNIFICANT_DIGITS);
    private long sent;
    private long acknowledged;
    private long troubles;
    private long errors;
    private long refused;

    Count countOf(AnswerResult result) {
      return results.computeIfAbsent(result, it -> new Count());
    }

    void add(Counts other) {
      other.results.forEach((result, count) -> countOf(result).value += count.value);
      answerMicros.add(other.answerMicros);
      sent += other.sent;
      acknowledged += other.acknowledged;
      troubles += other.troubles;
      errors += other.errors;
      refused += other.refused;
    }

    TimeSlice toSlice(long planned) {
      Map<AnswerResult, Long> byResult = new EnumMap<>(AnswerResult.class);
      results.forEach((result, count) -> byResult.put(result, count.value));
      return new TimeSlice(
          planned,
          sent,
          acknowledged,
          byResult,
          Latencies.of(answerMicros),
          troubles,
          errors,
          refused);
    }
  }

  void sent(long elapsedNanos) {
    at(elapsedNanos).sent++;
  }

  void acknowledged(long elapsedNanos) {
    at(elapsedNanos).acknowledged++;
  }

  void trouble(long elapsedNanos) {
    at(elapsedNanos).troubles++;
  }

  void error(long elapsedNanos) {
    at(elapsedNanos).errors++;
  }

  void refused(long elapsedNanos) {
    at(elapsedNanos).refused++;
  }

  void answered(AnswerResult result, long elapsedNanos, long tookMicros) {
    Counts counts = at(elapsedNanos);
    counts.countOf(result).value++;
    counts.answerMicros.recordValue(tookMicros);
  }

  int sliceSeconds() {
    return sliceSeconds;
  }

  /**
   * All slices, at least to the end of the load.
   *
   * @param loadNanos how long shakes were sent
   * @param times of the shakes that were asked for
   * @param planned shakes of the whole load
   */
  List<TimeSlice> slices(long loadNanos, ShakeTimes times, long planned) {
    if (loadNanos > 0) {
      at(loadNanos - 1);
    }
    long sliceNanos = sliceSeconds * NANOS_PER_SECOND;
    long before = 0;
    List<TimeSlice> all = new ArrayList<>(slices.size());
    for (int i = 0; i < slices.size(); i++) {
      long toItsEnd = Math.min(planned, times.plannedBefore((i + 1) * sliceNanos));
      all.add(slices.get(i).toSlice(toItsEnd - before));
      before = toItsEnd;
    }
    return all;
  }

  private Counts at(long elapsedNanos) {
    long second = Math.max(0, elapsedNanos) / NANOS_PER_SECOND;
    while (second / sliceSeconds >= MAX_SLICES) {
      mergePairs();
    }
    int index = (int) (second / sliceSeconds);
    while (slices.size() <= index) {
      slices.add(new Counts());
    }
    return slices.get(index);
  }

  private void mergePairs() {
    List<Counts> merged = new ArrayList<>();
    for (int i = 0; i < slices.size(); i += 2) {
      Counts pair = slices.get(i);
      if (i + 1 < slices.size()) {
        pair.add(slices.get(i + 1));
      }
      merged.add(pair);
    }
    slices.clear();
    slices.addAll(merged);
    sliceSeconds *= 2;
  }
}
