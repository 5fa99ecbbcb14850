package io.hongbao.rehearsal.audience.report;

import io.hongbao.rehearsal.audience.PolicyReport;
import io.hongbao.rehearsal.audience.PolicyReport.Change;
import io.hongbao.rehearsal.audience.report.HtmlFragments.Swatch;
import io.hongbao.rehearsal.audience.report.ReportPage.Additions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How phones followed changes of the phone policy. */
public final class PolicySection {

  private PolicySection() {}

  /** A section for each change, and a mark in the pictures over time; nothing without one. */
  public static Additions of(PolicyReport report) {
    if (report.changes().isEmpty()) {
      return Additions.NONE;
    }
    StringBuilder sections = new StringBuilder();
    List<ChartMark> marks = new ArrayList<>();
    for (Change change : report.changes()) {
      sections.append(html(report, change));
      marks.add(new ChartMark(change.atSeconds(), "policy " + change.version()));
    }
    return new Additions(Additions.NONE.kind(), sections.toString(), marks);
  }

  private static String html(PolicyReport report, Change change) {
    List<Double> percents = new ArrayList<>();
    for (int step = 1; step <= change.followers().size(); step++) {
      percents.add(100 * report.shareAfter(change, step * PolicyReport.STEP_SECONDS));
    }
    double seconds = percents.size() * PolicyReport.STEP_SECONDS;
    String picture =
        new Chart(Axis.time((long) Math.ceil(seconds)), Axis.counts("", 100))
            .stairs("answered", PolicyReport.STEP_SECONDS, percents)
            .toSvg("Part of all phones that follow, over time since the first heard of it");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("phones that follow", Markup.count(change.followed())));
    for (int percent : new int[] {50, 90, 99}) {
      OptionalDouble after = report.secondsTo(change, percent / 100.0);
      rows.add(
          List.of(
              percent + " % of all phones",
              after.isEmpty()
                  ? "never"
                  : String.format(Locale.ROOT, "after %.1f s", after.getAsDouble())));
    }
    return HtmlFragments.section(
        "policy-" + change.version(),
        "Phones that follow policy " + change.version(),
        "<div class=\"charts\">\n"
            + HtmlFragments.figure(
                "Phones that follow, in percent",
                List.of(new Swatch("answered", "follow")),
                picture)
            + "</div>\n"
            + HtmlFragments.table("numbers", List.of("policy", ""), rows));
  }
}
