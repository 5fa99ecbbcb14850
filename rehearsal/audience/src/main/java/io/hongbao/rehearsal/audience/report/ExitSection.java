package io.hongbao.rehearsal.audience.report;

import io.hongbao.rehearsal.audience.ExitReport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What became of phones that looked at their packets after a wave. */
public final class ExitSection {

  private ExitSection() {}

  /** A section of {@link ReportPage}. */
  public static String html(ExitReport exit) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("phones", Markup.count(exit.phones())));
    rows.add(List.of("saw their packets", Markup.count(exit.looked())));
    rows.add(List.of("told when to look", Markup.count(exit.told())));
    rows.add(List.of("asked in a second, at most", Markup.count(exit.maxAskedPerSecond())));
    rows.add(List.of("heard in a second, at most", Markup.count(exit.maxListedPerSecond())));
    rows.add(List.of("to the list, p50", Markup.millis(exit.toList().p50Micros()) + " ms"));
    rows.add(List.of("to the list, p99", Markup.millis(exit.toList().p99Micros()) + " ms"));
    new TreeMap<>(exit.refusals())
        .forEach((kind, count) -> rows.add(List.of(kind, Markup.count(count))));
    return HtmlFragments.section(
        "exit",
        "After the wave (" + exit.pace() + ")",
        HtmlFragments.table("numbers", List.of("looks at packets", ""), rows));
  }
}
