package io.hongbao.rehearsal.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** Counts what becomes of long connections. For the loop's thread. */
final class LiveTally {

  private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(25);
  private static final int SIGNIFICANT_DIGITS = 3;

  private final LongSupplier nanoTime;
  private final long beginsAtNanos;
  private final Map<String, Long> closings = new TreeMap<>();
  private final Histogram reconnectMicros = new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
  private final List<Counts> slices = new ArrayList<>();
  private int sliceSeconds = 1;
  private int open;
  private long opened;
  private long reconnects;
  private long unasked;

  /** Of one slice of time. */
  private static final class Counts {
    private int open;
    private long lost;
    private long reconnects;
  }

  /**
   * Nothing counted yet.
   *
   * @param nanoTime the clock
   * @param beginsAtNanos when the load begins, by it; what comes before counts to its first second
   */
  LiveTally(LongSupplier nanoTime, long beginsAtNanos) {
    this.nanoTime = nanoTime;
    this.beginsAtNanos = beginsAtNanos;
  }

  /**
   * A phone's connection is open.
   *
   * @param lostAtNanos when the phone lost the one before; 0 if it is the phone's first
   */
  void opened(long lostAtNanos) {
    Counts now = now();
    open++;
    opened++;
    if (lostAtNanos != 0) {
      reconnects++;
      now.reconnects++;
      reconnectMicros.recordValue(
          Math.min(MAX_MICROS, (nanoTime.getAsLong() - lostAtNanos) / 1_000));
    }
    now.open = open;
  }

  /**
   * A connection ended, or something else went wrong with it.
   *
   * @param kind from the code, never what an edge says
   * @param wasOpen whether one connection less is open now
   */
  void closed(String kind, boolean wasOpen) {
    closings.merge(kind, 1L, Long::sum);
    if (wasOpen) {
      Counts now = now();
      open--;
      now.open = open;
      now.lost++;
    }
  }

  /** An answer came that nobody waited for at that moment. */
  void unasked() {
    unasked++;
  }

  LiveReport report() {
    now();
    List<LiveReport.Slice> all = new ArrayList<>(slices.size());
    for (Counts counts : slices) {
      all.add(new LiveReport.Slice(counts.open, counts.lost, counts.reconnects));
    }
    return new LiveReport(
        opened,
        open,
        reconnects,
        unasked,
        closings,
        Latencies.of(reconnectMicros),
        sliceSeconds,
        all);
  }

  int open() {
    return open;
  }

  long reconnects() {
    return reconnects;
  }

  private Counts now() {
    long second = TimeUnit.NANOSECONDS.toSeconds(Math.max(0, nanoTime.getAsLong() - beginsAtNanos));
    while (second / sliceSeconds >= Timeline.MAX_SLICES) {
      mergePairs();
    }
    int index = (int) (second / sliceSeconds);
    while (slices.size() <= index) {
      Counts counts = new Counts();
      counts.open = open;
      slices.add(counts);
    }
    return slices.get(index);
  }

  private void mergePairs() {
    List<Counts> merged = new ArrayList<>();
    for (int i = 0; i < slices.size(); i += 2) {
      Counts pair = slices.get(i);
      if (i + 1 < slices.size()) {
        Counts later = slices.get(i + 1);
        pair.open = later.open;
        pair.lost += later.lost;
        pair.reconnects += later.reconnects;
      }
      merged.add(pair);
    }
    slices.clear();
    slices.addAll(merged);
    sliceSeconds *= 2;
  }
}
