package io.hongbao.rules.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Sweeps as one picture, a panel for each threshold: precision, recall and F1 with labels, else the
 * share of users found. It needs nothing else and reads well on white.
 */
public final class SweepSvg {

  private static final int WIDTH = 640;
  private static final int PANEL = 220;
  private static final int LEFT = 56;
  private static final int RIGHT = 520;
  private static final int TOP = 36;
  private static final int BOTTOM = 180;
  private static final int LEGEND = 536;

  private record SweepLine(String name, String colour, ToDoubleFunction<Sweep.Point> value) {}

  private final List<SweepLine> curves;
  private final StringBuilder svg = new StringBuilder();

  private SweepSvg(List<SweepLine> curves) {
    this.curves = curves;
  }

  /** The chart of a backtest's sweeps. */
  public static String of(Backtest backtest, Optional<Labels> labels) {
    Set<String> seen = backtest.seen();
    List<SweepLine> curves = new ArrayList<>();
    if (labels.isPresent()) {
      Labels known = labels.get();
      curves.add(
          new SweepLine("precision", "#1f77b4", p -> Score.of(seen, p.users(), known).precision()));
      curves.add(
          new SweepLine("recall", "#d62728", p -> Score.of(seen, p.users(), known).recall()));
      curves.add(new SweepLine("F1", "#2ca02c", p -> Score.of(seen, p.users(), known).f1()));
    } else {
      double all = Math.max(1, seen.size());
      curves.add(new SweepLine("users found", "#1f77b4", p -> p.users().size() / all));
    }
    SweepSvg picture = new SweepSvg(curves);
    return picture.draw(backtest.sweeps());
  }

  private String draw(List<Sweep> sweeps) {
    int height = PANEL * Math.max(1, sweeps.size());
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">",
        WIDTH, height);
    add("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", WIDTH, height);
    for (int i = 0; i < sweeps.size(); i++) {
      add("<g transform=\"translate(0 %d)\">", i * PANEL);
      panel(sweeps.get(i));
      add("</g>");
    }
    add("</svg>");
    return svg.toString();
  }

  private void panel(Sweep sweep) {
    add(
        "<text x=\"%d\" y=\"20\" font-weight=\"bold\">%s: %s</text>",
        LEFT, sweep.ruleId(), escaped(sweep.comparison()));
    for (int percent = 0; percent <= 100; percent += 25) {
      double y = y(percent / 100.0);
      add("<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>", LEFT, y, RIGHT);
      add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>", LEFT - 6, y + 4, percent);
    }
    List<Sweep.Point> points = sweep.points();
    for (int i = 0; i < points.size(); i++) {
      boolean isRule = points.get(i).value() == sweep.value();
      if (isRule) {
        add(
            "<path d=\"M%.1f %dV%d\" stroke=\"#888\" stroke-dasharray=\"4 3\"/>",
            x(i, points.size()), TOP, BOTTOM);
      }
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\"%s>%s</text>",
          x(i, points.size()),
          BOTTOM + 18,
          isRule ? " font-weight=\"bold\"" : "",
          Threshold.number(points.get(i).value()));
    }
    for (int i = 0; i < curves.size(); i++) {
      curve(curves.get(i), points, TOP + 14 + 18 * i);
    }
  }

  private void curve(SweepLine curve, List<Sweep.Point> points, int legendY) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < points.size(); i++) {
      double value = curve.value.applyAsDouble(points.get(i));
      if (!Double.isNaN(value)) {
        path.append(
            String.format(
                Locale.ROOT, "%s%.1f %.1f", drawing ? "L" : "M", x(i, points.size()), y(value)));
      }
      drawing = !Double.isNaN(value);
    }
    add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, curve.colour);
    add("<path d=\"M%d %dh16\" stroke=\"%s\" stroke-width=\"2\"/>", LEGEND, legendY, curve.colour);
    add("<text x=\"%d\" y=\"%d\">%s</text>", LEGEND + 22, legendY + 4, curve.name);
  }

  /** Numbers stand at equal distances, for they grow by shares. */
  private static double x(int point, int points) {
    return LEFT + (RIGHT - LEFT) * (point + 0.5) / points;
  }

  private static double y(double share) {
    return BOTTOM - (BOTTOM - TOP) * share;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
