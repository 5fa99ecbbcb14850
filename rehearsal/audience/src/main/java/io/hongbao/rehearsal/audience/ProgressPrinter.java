package io.hongbao.rehearsal.audience;

import io.hongbao.rehearsal.audience.AudienceTally.AudienceProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tells people how far a load is: a bar on a terminal, else a line now and then. */
public final class ProgressPrinter {

  private static final int BAR_WIDTH = 30;
  private static final long LINE_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final PrintWriter to;
  private final boolean isTerminal;
  private long nextLineAtNanos = LINE_EVERY_NANOS;
  private boolean barShown;

  /**
   * A printer.
   *
   * @param isTerminal whether a line can be written over
   */
  public ProgressPrinter(PrintWriter to, boolean isTerminal) {
    this.to = to;
    this.isTerminal = isTerminal;
  }

  void printLine(String line) {
    to.println(line);
    to.flush();
  }

  void print(AudienceProgress progress, Optional<LiveProgress> live, Duration duration) {
    String text = text(progress, duration) + live.map(ProgressPrinter::text).orElse("");
    if (isTerminal) {
      to.print("\r" + bar(progress, duration) + " " + text);
      to.flush();
      barShown = true;
    } else if (progress.elapsedNanos() >= nextLineAtNanos) {
      printLine(text);
      nextLineAtNanos += LINE_EVERY_NANOS;
    }
  }

  void end() {
    if (barShown) {
      to.println();
      to.flush();
      barShown = false;
    }
  }

  private static String bar(AudienceProgress progress, Duration duration) {
    long elapsedNanos = Math.max(0, progress.elapsedNanos());
    int done = (int) Math.min(BAR_WIDTH, BAR_WIDTH * elapsedNanos / duration.toNanos());
    return "[" + "#".repeat(done) + "-".repeat(BAR_WIDTH - done) + "]";
  }

  private static String text(LiveProgress live) {
    return String.format(Locale.ROOT, "  %,d open, %,d reconnects", live.open(), live.reconnects());
  }

  private static String text(AudienceProgress progress, Duration duration) {
    return String.format(
        Locale.ROOT,
        "%3d of %d s  %,d sent  %,d answered  %,d waiting  %sp50 %.1f  p99 %.1f ms  %,d errors",
        Math.max(0, TimeUnit.NANOSECONDS.toSeconds(progress.elapsedNanos())),
        duration.toSeconds(),
        progress.sent(),
        progress.answered(),
        progress.pending() - progress.waiting(),
        refused(progress),
        progress.p50Micros() / 1e3,
        progress.p99Micros() / 1e3,
        progress.errors());
  }

  private static String refused(AudienceProgress progress) {
    return progress.refused() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d times refused, %,d to come again  ",
            progress.refused(),
            progress.waiting());
  }
}
