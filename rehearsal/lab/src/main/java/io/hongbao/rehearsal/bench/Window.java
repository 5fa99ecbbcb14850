package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.load.LoadCounts;
import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import io.hongbao.rehearsal.bench.process.CpuUse;
import org.HdrHistogram.Histogram;

/**
 * What was measured in a span of time under load.
 *
 * @param losingMicros latencies of shakes that won nothing, and of all other replies
 * @param packetMicros latencies of shakes that won
 */
record Window(LoadCounts counts, CpuUse cpu, Histogram losingMicros, Histogram packetMicros) {

  double perSecond(long count) {
    return count / cpu.seconds();
  }

  /** Of servers by the start of their names, for one reply of what is counted. */
  double cpuMicrosEach(String servers, long count) {
    return count == 0 ? Double.NaN : (double) cpu.micros(servers) / count;
  }

  /** Latencies of shakes with an outcome, whichever. */
  double latencyMillis(double percentile) {
    Histogram all = losingMicros.copy();
    all.add(packetMicros);
    return all.getValueAtPercentile(percentile) / 1e3;
  }

  /** Replies that no load should get. */
  long failures() {
    return counts.of(ReplyKind.REFUSED) + counts.of(ReplyKind.BROKEN) + counts.of(ReplyKind.CLOSED);
  }
}
