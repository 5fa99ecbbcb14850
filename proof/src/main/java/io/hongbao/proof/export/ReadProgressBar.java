package io.hongbao.proof.export;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells people how far a reading is: a bar on a terminal, else a line now and then. */
public final class ReadProgressBar implements LogRowReader.Progress {

  private static final int WIDTH = 30;
  private static final long BAR_EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LINE_EACH_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final PrintWriter to;
  private final boolean isTerminal;
  private final long startedAtNanos;
  private long toldAtNanos;
  private boolean barShown;

  /**
   * A bar that is not shown yet.
   *
   * @param isTerminal whether a line can be written over
   */
  public ReadProgressBar(PrintWriter to, boolean isTerminal) {
    this.to = to;
    this.isTerminal = isTerminal;
    this.startedAtNanos = System.nanoTime();
    this.toldAtNanos = startedAtNanos;
  }

  @Override
  public void read(long records, long ofRecords) {
    long nowNanos = System.nanoTime();
    if (nowNanos - toldAtNanos < (isTerminal ? BAR_EACH_NANOS : LINE_EACH_NANOS)) {
      return;
    }
    toldAtNanos = nowNanos;
    String text = text(records, ofRecords, nowNanos - startedAtNanos);
    if (isTerminal) {
      to.print("\r" + bar(records, ofRecords) + " " + text);
      barShown = true;
    } else {
      to.println(text);
    }
    to.flush();
  }

  /** Leaves the line of the bar. */
  public void end() {
    if (barShown) {
      to.println();
      to.flush();
      barShown = false;
    }
  }

  static String bar(long done, long of) {
    int filled = of <= 0 ? WIDTH : (int) Math.min(WIDTH, WIDTH * done / of);
    return "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "]";
  }

  private static String text(long records, long ofRecords, long elapsedNanos) {
    double seconds = Math.max(1, elapsedNanos) / 1e9;
    return String.format(
        Locale.ROOT, "%,d of %,d records, %,.0f a second", records, ofRecords, records / seconds);
  }
}
