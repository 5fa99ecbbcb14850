package io.hongbao.rehearsal.bench.flink;

import java.util.List;

/**
 * What a job did between two marks.
 *
 * @param count of records
 * @param seconds that took
 * @param cpuMicros of its process
 */
public record Tallied(long count, double seconds, double cpuMicros) {

  /**
   * Sums up the marks of a run but for its beginning, when clients connect and buffers are empty.
   *
   * @param marks of one writer
   * @param leaveOut the share of the run that is left out; with 0 all counts, from the instant at
   *     which the writer was there
   */
  public static Tallied of(List<TallyMark> marks, double leaveOut) {
    TallyMark last = marks.get(marks.size() - 1);
    TallyMark first =
        marks.stream()
            .filter(mark -> leaveOut == 0 || mark.count() > 0)
            .filter(mark -> mark.count() >= leaveOut * last.count())
            .findFirst()
            .orElseThrow();
    return between(first, last);
  }

  /** What was done from one mark to a later one. */
  public static Tallied between(TallyMark first, TallyMark last) {
    if (last.count() <= first.count()) {
      throw new IllegalArgumentException("marks " + first + " to " + last + ": nothing between");
    }
    return new Tallied(
        last.count() - first.count(),
        (last.atNanos() - first.atNanos()) / 1e9,
        (last.cpuNanos() - first.cpuNanos()) / 1e3);
  }

  public double perSecond() {
    return count / seconds;
  }

  public double cpuMicrosEach() {
    return cpuMicros / count;
  }
}
