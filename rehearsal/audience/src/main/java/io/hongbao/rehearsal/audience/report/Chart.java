package io.hongbao.rehearsal.audience.report;

import java.util.List;
import java.util.Locale;

/**
 * A picture as inline SVG. It has no colour of its own: the classes of its lines and areas are
 * those of the page's style. Give areas before lines, the lowest first. Not thread-safe.
 */
final class Chart {

  /** Small enough that text is readable when a phone shows the picture in its width. */
  private static final double WIDTH = 400;

  private static final double HEIGHT = 230;
  private static final double LEFT = 52;
  private static final double RIGHT = 392;
  private static final double TOP = 12;
  private static final double BOTTOM = 188;
  private static final double TICK_TEXT = 16;

  private final Axis across;
  private final Axis up;
  private final StringBuilder shapes = new StringBuilder();

  Chart(Axis across, Axis up) {
    this.across = across;
    this.up = up;
  }

  /**
   * A line of straight pieces.
   *
   * @param style class of the line
   */
  Chart line(String style, List<Double> x, List<Double> y) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < x.size(); i++) {
      path.append(i == 0 ? "M" : "L").append(point(x.get(i), y.get(i)));
    }
    return path(style + " line", path);
  }

  /**
   * A line of stairs: a value for each span of time.
   *
   * @param width of a span
   * @param values of the spans from 0 on; where one is not a number the line is broken
   */
  Chart stairs(String style, double width, List<Double> values) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      if (!Double.isNaN(value)) {
        path.append(drawing ? "L" : "M").append(point(i * width, value));
        path.append("L").append(point((i + 1) * width, value));
      }
      drawing = !Double.isNaN(value);
    }
    return path(style + " line", path);
  }

  /**
   * The area between two stairs.
   *
   * @param from the lower values
   * @param to the upper ones, as many
   */
  Chart area(String style, double width, List<Double> from, List<Double> to) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < to.size(); i++) {
      path.append(i == 0 ? "M" : "L").append(point(i * width, to.get(i)));
      path.append("L").append(point((i + 1) * width, to.get(i)));
    }
    for (int i = from.size() - 1; i >= 0; i--) {
      path.append("L").append(point((i + 1) * width, from.get(i)));
      path.append("L").append(point(i * width, from.get(i)));
    }
    return path(style + " area", path.append(path.isEmpty() ? "" : "Z"));
  }

  /** A vertical line at something that happened, with its number; nothing outside of the axis. */
  Chart mark(ChartMark mark) {
    double share = across.share().applyAsDouble(mark.atSeconds());
    if (share >= 0 && share <= 1) {
      String x = number(x(mark.atSeconds()));
      shapes.append(
          String.format(
              Locale.ROOT,
              "<path class=\"mark\" d=\"M%1$s %2$sL%1$s %3$s\"/>"
                  + "<text class=\"mark\" x=\"%1$s\" y=\"%4$s\">%5$s</text>\n",
              x,
              number(TOP),
              number(BOTTOM),
              number(TOP - 3),
              Markup.text(mark.label())));
    }
    return this;
  }

  /** The whole picture; a reader who cannot see it is told the description. */
  String toSvg(String description) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">\n",
            WIDTH,
            HEIGHT,
            Markup.text(description)));
    for (Axis.Tick tick : up.ticks()) {
      String y = number(y(tick.value()));
      svg.append(
          String.format(
              Locale.ROOT,
              "<path class=\"grid\" d=\"M%sL%s\"/>",
              number(LEFT) + " " + y,
              number(RIGHT) + " " + y));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text class=\"up\" x=\"%s\" y=\"%s\">%s</text>\n",
              number(LEFT - 5),
              number(y(tick.value()) + 4),
              tick.label()));
    }
    for (Axis.Tick tick : across.ticks()) {
      String x = number(x(tick.value()));
      svg.append(
          String.format(
              Locale.ROOT,
              "<path class=\"grid\" d=\"M%sL%s\"/>",
              x + " " + number(BOTTOM),
              x + " " + number(BOTTOM + 4)));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n",
              isAtTheEdge(tick) ? "across last" : "across",
              x,
              number(BOTTOM + TICK_TEXT),
              tick.label()));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"across caption\" x=\"%s\" y=\"%s\">%s</text>\n",
            number((LEFT + RIGHT) / 2),
            number(HEIGHT - 6),
            Markup.text(across.caption())));
    return svg.append(shapes).append("</svg>\n").toString();
  }

  /** Whether a label in the middle of its tick would be cut off. */
  private boolean isAtTheEdge(Axis.Tick tick) {
    return across.share().applyAsDouble(tick.value()) > 0.95;
  }

  private Chart path(String style, CharSequence path) {
    if (!path.isEmpty()) {
      shapes.append(String.format(Locale.ROOT, "<path class=\"%s\" d=\"%s\"/>\n", style, path));
    }
    return this;
  }

  private String point(double valueAcross, double valueUp) {
    return number(x(valueAcross)) + " " + number(y(valueUp));
  }

  private double x(double value) {
    return LEFT + (RIGHT - LEFT) * across.share().applyAsDouble(value);
  }

  private double y(double value) {
    return BOTTOM - (BOTTOM - TOP) * up.share().applyAsDouble(value);
  }

  /** To the tenth of a unit; a picture holds thousands of them. */
  private static String number(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
  }
}
