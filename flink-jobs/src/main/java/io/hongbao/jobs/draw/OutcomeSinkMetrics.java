package io.hongbao.jobs.draw;

import io.hongbao.cache.WriteListener;
import io.hongbao.wire.records.DecidedShake;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Shows how a subtask's outcomes get to the cache. The answer's delay is measured by this machine's
 * clock against the log's, which is good enough for a picture and for nothing else. Outcomes of a
 * practice show are not counted, but while they are on their way. Thread-safe.
 */
final class OutcomeSinkMetrics implements WriteListener {

  /** Answers that the histogram remembers: a second or so under load. */
  private static final int WINDOW = 5_000;

  private final LongSupplier clockMillis;
  private final Histogram answerDelayMs = new DescriptiveStatisticsHistogram(WINDOW);
  private final LongAdder unacknowledged = new LongAdder();
  private final LongAdder written = new LongAdder();
  private final LongAdder retried = new LongAdder();

  OutcomeSinkMetrics(MetricGroup group, LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
    group.histogram("answerDelayMs", answerDelayMs);
    group.gauge("unacknowledged", unacknowledged::sum);
    group.gauge("written", written::sum);
    group.gauge("retried", retried::sum);
  }

  void taken() {
    unacknowledged.increment();
  }

  @Override
  public void acknowledged(List<DecidedShake> decisions) {
    unacknowledged.add(-decisions.size());
    long nowMillis = clockMillis.getAsLong();
    int counted = 0;
    for (DecidedShake decided : decisions) {
      if (!decided.isPractice()) {
        counted++;
        answerDelayMs.update(nowMillis - decided.appendedAtMillis());
      }
    }
    written.add(counted);
  }

  @Override
  public void retried(int decisions) {
    retried.add(decisions);
  }
}
