package io.hongbao.rehearsal.bench;

import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What the road and the echo cost at one rate, measured in turn.
 *
 * @param perSecond shakes, or echoes, that are due
 */
record RatePoint(int perSecond, List<Window> road, List<Window> echo) {

  private static final String HEAD = "%10s  %-" + (RatePoint.BAR + 9) + "s %6s %8s %8s %8s %8s%n";
  private static final String ROW =
      "%,10d  %-" + (RatePoint.BAR + 1) + "s%8.1f %5.0f %% %8.1f %8.1f %8.1f %8.1f%n";
  private static final int BAR = 24;

  /** Of each rate what is named cpu_us_at_1500 and the like. */
  List<Figure> figures(String bench) {
    List<Figure> figures = new ArrayList<>();
    String at = "_at_" + perSecond;
    figures.add(Figure.of(bench, "cpu_us" + at, "us", each(road, RatePoint::roadMicros)));
    figures.add(Figure.of(bench, "core_share" + at, "ratio", each(road, RatePoint::roadShare)));
    figures.add(Figure.of(bench, "p50_ms" + at, "ms", each(road, it -> it.latencyMillis(50))));
    figures.add(Figure.of(bench, "p99_ms" + at, "ms", each(road, it -> it.latencyMillis(99))));
    figures.add(
        Figure.of(bench, "echo_cpu_us" + at, "us", each(echo, EchoBaseline::cpuMicrosEach)));
    figures.add(Figure.of(bench, "echo_p99_ms" + at, "ms", each(echo, it -> it.latencyMillis(99))));
    return figures;
  }

  /**
   * Cost and latency by rate, drawn as lines of text.
   *
   * @param block what bars are made of, one character
   */
  static String picture(List<RatePoint> points, String block) {
    double max =
        points.stream().mapToDouble(it -> it.median(RatePoint::roadMicros)).max().orElse(1);
    StringBuilder picture = new StringBuilder();
    picture.append(
        String.format(
            Locale.ROOT,
            HEAD,
            "shakes/s",
            "us each",
            "core",
            "p50 ms",
            "p99 ms",
            "echo us",
            "p99 ms"));
    for (RatePoint point : points) {
      double micros = point.median(RatePoint::roadMicros);
      int length = (int) Math.max(1, Math.round(BAR * micros / max));
      picture.append(
          String.format(
              Locale.ROOT,
              ROW,
              point.perSecond,
              block.repeat(length),
              micros,
              100 * point.median(RatePoint::roadShare),
              point.median(it -> it.latencyMillis(50)),
              point.median(it -> it.latencyMillis(99)),
              median(point.echo, EchoBaseline::cpuMicrosEach),
              median(point.echo, it -> it.latencyMillis(99))));
    }
    return picture.toString().replaceAll(" +\n", "\n");
  }

  private static double roadMicros(Window window) {
    return RoadMeasurement.cpuMicrosEach(window, RoadMeasurement.SERVERS);
  }

  private static double roadShare(Window window) {
    return RoadMeasurement.share(window.cpu());
  }

  private double median(ToDoubleFunction<Window> reading) {
    return median(road, reading);
  }

  private static double median(List<Window> windows, ToDoubleFunction<Window> reading) {
    return Spread.of(each(windows, reading)).median();
  }

  private static List<Double> each(List<Window> windows, ToDoubleFunction<Window> reading) {
    return windows.stream().map(reading::applyAsDouble).toList();
  }
}
