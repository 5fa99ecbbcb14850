package io.hongbao.rehearsal.audience.report;

import io.hongbao.rehearsal.audience.LiveReport;
import io.hongbao.rehearsal.audience.LiveReport.Slice;
import io.hongbao.rehearsal.audience.report.HtmlFragments.Swatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Long connections over time: how many are open, and how lost ones come back. */
final class ConnectionSection {

  private ConnectionSection() {}

  static String html(LiveReport live, List<ChartMark> marks) {
    return HtmlFragments.section(
        "connections",
        "Long connections",
        "<div class=\"charts\">\n"
            + open(live, marks)
            + lost(live, marks)
            + "</div>\n"
            + table(live));
  }

  private static String open(LiveReport live, List<ChartMark> marks) {
    List<Double> open = live.slices().stream().map(slice -> (double) slice.open()).toList();
    Chart chart =
        new Chart(Axis.time(seconds(live)), Axis.counts("", Collections.max(open)))
            .stairs("sent", live.sliceSeconds(), open);
    marks.forEach(chart::mark);
    return HtmlFragments.figure(
        "Open connections",
        List.of(new Swatch("sent", "open")),
        chart.toSvg("Open connections over time"));
  }

  /** Only where any was lost. */
  private static String lost(LiveReport live, List<ChartMark> marks) {
    List<Double> lost = perSecond(live, Slice::lost);
    List<Double> back = perSecond(live, Slice::reconnects);
    double max = Math.max(Collections.max(lost), Collections.max(back));
    if (max == 0) {
      return "";
    }
    Chart chart =
        new Chart(Axis.time(seconds(live)), Axis.counts("", max))
            .stairs("errors", live.sliceSeconds(), lost)
            .stairs("answered", live.sliceSeconds(), back);
    marks.forEach(chart::mark);
    return HtmlFragments.figure(
        "Lost and reconnected, a second",
        List.of(new Swatch("errors", "lost"), new Swatch("answered", "reconnected")),
        chart.toSvg("Connections lost and phones that reconnected, a second, over time"));
  }

  private static String table(LiveReport live) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("opened", Markup.count(live.opened())));
    rows.add(List.of("open at the end", Markup.count(live.open())));
    rows.add(List.of("reconnects", Markup.count(live.reconnects())));
    if (live.reconnects() > 0) {
      rows.add(List.of("to be back, p50", Markup.millis(live.toReconnect().p50Micros()) + " ms"));
      rows.add(List.of("to be back, p99", Markup.millis(live.toReconnect().p99Micros()) + " ms"));
    }
    rows.add(List.of("answers that came unasked", Markup.count(live.unasked())));
    new TreeMap<>(live.closings())
        .forEach((kind, count) -> rows.add(List.of(kind, Markup.count(count))));
    return HtmlFragments.table("numbers", List.of("connections", ""), rows);
  }

  private static List<Double> perSecond(LiveReport live, ToLongFunction<Slice> count) {
    double width = live.sliceSeconds();
    return live.slices().stream().map(slice -> count.applyAsLong(slice) / width).toList();
  }

  private static long seconds(LiveReport live) {
    return (long) live.slices().size() * live.sliceSeconds();
  }
}
