package io.hongbao.show.preview;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The picture of a wave's release: packets a second over time, all pools together, and below it a
 * row for each pool, as high as its own peak. No line is wider than 80 columns.
 */
final class ReleaseChart {

  private static final int HEIGHT = 8;
  private static final int LABEL_WIDTH = 14;
  private static final int TICKS = 5;
  private static final int TICK_WIDTH = PoolPreview.SLICES / TICKS;

  private final WavePreview wave;
  private final Glyphs glyphs;
  private final StringBuilder text = new StringBuilder();

  private ReleaseChart(WavePreview wave, Glyphs glyphs) {
    this.wave = wave;
    this.glyphs = glyphs;
  }

  /** Some lines, each with a line feed at its end. */
  static String of(WavePreview wave, Glyphs glyphs) {
    var chart = new ReleaseChart(wave, glyphs);
    chart.line("packets/s", "", "");
    chart.bars();
    chart.timeAxis();
    if (wave.pools().size() > 1) {
      wave.pools().forEach(chart::poolRow);
    }
    return chart.text.toString();
  }

  private void bars() {
    List<Long> released = wave.releasedInSlice();
    long most = Collections.max(released);
    for (int row = HEIGHT - 1; row >= 0; row--) {
      String label =
          row == HEIGHT - 1
              ? Decimals.rate(wave.perSecond(most))
              : row == HEIGHT / 2 - 1 ? Decimals.rate(wave.perSecond(most) / 2) : "";
      line(label, glyphs.side() + cells(released, most, HEIGHT, row), "");
    }
  }

  private void timeAxis() {
    StringBuilder base = new StringBuilder().append(glyphs.corner());
    StringBuilder times = new StringBuilder(" ");
    for (int slice = 0; slice < PoolPreview.SLICES; slice++) {
      boolean isTick = slice % TICK_WIDTH == 0;
      base.append(isTick ? glyphs.tick() : glyphs.base());
      if (isTick) {
        times.append(String.format(Locale.ROOT, "%-" + TICK_WIDTH + "s", timeAt(slice)));
      }
    }
    line("0", base.append(glyphs.tick()).toString(), "");
    line("", times.append(timeAt(PoolPreview.SLICES)).toString(), "");
  }

  private String timeAt(int slice) {
    return "+" + Elapsed.format(wave.lengthMillis() * slice / PoolPreview.SLICES);
  }

  private void poolRow(PoolPreview pool) {
    long most = Collections.max(pool.releasedInSlice());
    line(
        cut(pool.pool().enterpriseId()),
        glyphs.side() + cells(pool.releasedInSlice(), most, 1, 0),
        " peak " + Decimals.rate(wave.perSecond(most)));
  }

  /** One row of cells of bars that are as high as so many rows. */
  private String cells(List<Long> values, long most, int height, int row) {
    StringBuilder cells = new StringBuilder();
    values.forEach(value -> cells.append(glyphs.cell(value, most, height, row)));
    return cells.toString();
  }

  private String cut(String name) {
    return name.length() <= LABEL_WIDTH ? name : name.substring(0, LABEL_WIDTH - 1) + glyphs.cut();
  }

  private void line(String label, String cells, String behind) {
    String line = String.format(Locale.ROOT, "%" + LABEL_WIDTH + "s %s%s", label, cells, behind);
    text.append(line.stripTrailing()).append('\n');
  }
}
