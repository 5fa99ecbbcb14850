package io.hongbao.rehearsal.torture;

import io.hongbao.rehearsal.torture.PayoutMonitor.Second;
import io.hongbao.show.preview.Glyphs;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * The payout adapter's seconds as pictures in a terminal, each line at most 80 columns wide. A
 * column shows the highest of its seconds.
 */
final class PayoutCurve {

  private static final int COLUMNS = 60;
  private static final int HEIGHT = 3;
  private static final int LABEL_WIDTH = 17;

  private final List<Second> seconds;
  private final Glyphs glyphs;
  private final int columns;
  private final StringBuilder text = new StringBuilder();

  private PayoutCurve(List<Second> seconds, Glyphs glyphs) {
    this.seconds = seconds;
    this.glyphs = glyphs;
    this.columns = Math.min(COLUMNS, seconds.size());
  }

  /** Some lines, each with a line feed at its end; a sentence if nothing was seen. */
  static String of(List<Second> seconds, Glyphs glyphs) {
    if (seconds.isEmpty()) {
      return "the payout adapter was not asked for its figures\n";
    }
    PayoutCurve curve = new PayoutCurve(seconds, glyphs);
    curve.series("calls in flight", it -> Math.max(0, it.inFlight()));
    curve.series("calls/s", Second::calls);
    curve.series("repeated/s", Second::unknown);
    curve.series("paid/s", Second::paid);
    curve.marks("adapter away", it -> it.inFlight() < 0 ? 1 : 0);
    curve.marks("wallet fails", it -> it.walletFails() ? 1 : 0);
    curve.line("", String.format(Locale.ROOT, " +0 s to +%d s", seconds.size()));
    return curve.text.toString();
  }

  private void series(String name, ToLongFunction<Second> of) {
    long most = seconds.stream().mapToLong(of).max().orElse(0);
    for (int row = HEIGHT - 1; row >= 0; row--) {
      String label = row == HEIGHT - 1 ? name : row == HEIGHT - 2 ? "max " + most : "";
      line(label, glyphs.side() + cells(of, most, HEIGHT, row));
    }
  }

  /** Left out where it never was. */
  private void marks(String name, ToLongFunction<Second> of) {
    if (seconds.stream().mapToLong(of).anyMatch(it -> it > 0)) {
      line(name, glyphs.side() + cells(of, 1, 1, 0));
    }
  }

  private String cells(ToLongFunction<Second> of, long most, int height, int row) {
    StringBuilder cells = new StringBuilder();
    for (int column = 0; column < columns; column++) {
      long value =
          seconds
              .subList(column * seconds.size() / columns, (column + 1) * seconds.size() / columns)
              .stream()
              .mapToLong(of)
              .max()
              .orElse(0);
      cells.append(glyphs.cell(value, most, height, row));
    }
    return cells.toString();
  }

  private void line(String label, String cells) {
    String line = String.format(Locale.ROOT, "%" + LABEL_WIDTH + "s %s", label, cells);
    text.append(line.stripTrailing()).append('\n');
  }
}
