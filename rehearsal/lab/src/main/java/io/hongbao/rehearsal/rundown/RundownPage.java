package io.hongbao.rehearsal.rundown;

import io.hongbao.rehearsal.audience.report.ChartMark;
import io.hongbao.rehearsal.audience.report.HtmlFragments;
import io.hongbao.rehearsal.audience.report.ReportData;
import io.hongbao.rehearsal.audience.report.ReportPage;
import io.hongbao.rehearsal.audience.report.ReportPage.Additions;
import java.util.ArrayList;
import java.util.List;

/** The page of a rundown: its steps, then all that the page of its audience has. Pure. */
public final class RundownPage {

  private RundownPage() {}

  /** One HTML document, like that of an audience; numbered lines in its pictures are the steps. */
  public static String html(RundownReport report) {
    return ReportPage.html(
        new ReportData(report.load(), report.audience(), report.plan()),
        new Additions("Rundown", steps(report), marks(report)));
  }

  private static String steps(RundownReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < report.steps().size(); i++) {
      PlayedStep played = report.steps().get(i);
      rows.add(
          List.of(
              Integer.toString(i + 1),
              RundownFormatter.time(played.step().at()),
              RundownFormatter.seconds(played.begunAfter()),
              RundownFormatter.seconds(played.endedAfter().minus(played.begunAfter())),
              played.step().order().toString(),
              RundownFormatter.verdict(played),
              RundownFormatter.said(played)));
    }
    return HtmlFragments.section(
        "steps",
        "Steps",
        HtmlFragments.paragraph(RundownFormatter.summary(report) + ".")
            + HtmlFragments.paragraph(scale(report.script().scale()))
            + HtmlFragments.table(
                "steps",
                List.of("", "at", "began", "took", "step", "result", "what was said"),
                rows));
  }

  private static String scale(double scale) {
    return scale == 1
        ? "\"at\" is the time of the script, \"began\" that since the show began; the numbers stand"
            + " in the pictures over time."
        : "Played at scale "
            + scale
            + ": \"at\" is the time of the script, \"began\" the real time since the show began;"
            + " the numbers stand in the pictures over time.";
  }

  private static List<ChartMark> marks(RundownReport report) {
    long loadMillis = report.audience().history().startedAtMillis();
    List<ChartMark> marks = new ArrayList<>();
    for (int i = 0; i < report.steps().size(); i++) {
      long atMillis = report.beginMillis() + report.steps().get(i).begunAfter().toMillis();
      marks.add(new ChartMark((atMillis - loadMillis) / 1e3, Integer.toString(i + 1)));
    }
    return marks;
  }
}
