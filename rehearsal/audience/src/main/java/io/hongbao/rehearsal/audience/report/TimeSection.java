package io.hongbao.rehearsal.audience.report;

import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.TimeSlice;
import io.hongbao.rehearsal.audience.report.HtmlFragments.Swatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The load and its outcomes over time. */
final class TimeSection {

  /** From below: what is rarest is at the bottom, where its changes can be seen. */
  private static final List<AnswerResult> LAYERS =
      List.of(
          AnswerResult.PACKET,
          AnswerResult.LIMITED,
          AnswerResult.CLOSED,
          AnswerResult.GREETING,
          AnswerResult.MISS);

  private TimeSection() {}

  static String html(AudienceReport report, List<ChartMark> marks) {
    if (report.history().slices().isEmpty()) {
      return HtmlFragments.section(
          "time", "Over time", HtmlFragments.paragraph("Nothing was sent."));
    }
    return HtmlFragments.section(
        "time",
        "Over time",
        "<div class=\"charts\">\n"
            + rate(report, marks)
            + outcomes(report, marks)
            + troubles(report, marks)
            + "</div>\n"
            + table(report));
  }

  /** What a slice is called. */
  static String span(int seconds) {
    return seconds == 1 ? "second" : seconds + " seconds";
  }

  private static String rate(AudienceReport report, List<ChartMark> marks) {
    List<Double> planned = perSecond(report, TimeSlice::planned);
    List<Double> sent = perSecond(report, TimeSlice::sent);
    List<Double> answered = perSecond(report, TimeSlice::answered);
    double max =
        Math.max(
            Collections.max(planned), Math.max(Collections.max(sent), Collections.max(answered)));
    int width = report.history().sliceSeconds();
    Chart chart =
        new Chart(Axis.time(report.history().seconds()), Axis.counts("", max))
            .stairs("planned", width, planned)
            .stairs("sent", width, sent)
            .stairs("answered", width, answered);
    marks.forEach(chart::mark);
    return HtmlFragments.figure(
        "Shakes a second",
        List.of(
            new Swatch("planned", "planned"),
            new Swatch("sent", "sent"),
            new Swatch("answered", "answered")),
        chart.toSvg("Shakes a second over time: planned, sent and answered"));
  }

  private static String outcomes(AudienceReport report, List<ChartMark> marks) {
    List<TimeSlice> slices = report.history().slices();
    int width = report.history().sliceSeconds();
    double max = Collections.max(perSecond(report, TimeSlice::answered));
    Chart chart = new Chart(Axis.time(report.history().seconds()), Axis.counts("", max));
    List<Double> below = Collections.nCopies(slices.size(), 0.0);
    List<Swatch> legend = new ArrayList<>();
    for (AnswerResult result : LAYERS) {
      if (report.results().getOrDefault(result, 0L) > 0) {
        List<Double> above = sum(below, perSecond(report, slice -> slice.of(result)));
        chart.area(style(result), width, below, above);
        legend.add(new Swatch(style(result), name(result)));
        below = above;
      }
    }
    marks.forEach(chart::mark);
    return HtmlFragments.figure(
        "Answers a second, by outcome",
        legend,
        chart.toSvg("Answers a second over time, by outcome"));
  }

  /** Only where there are any: most loads have none. */
  private static String troubles(AudienceReport report, List<ChartMark> marks) {
    List<Double> refused = perSecond(report, TimeSlice::refused);
    List<Double> troubles = perSecond(report, TimeSlice::troubles);
    List<Double> errors = perSecond(report, TimeSlice::errors);
    double max =
        Math.max(
            Collections.max(refused), Math.max(Collections.max(troubles), Collections.max(errors)));
    if (max == 0) {
      return "";
    }
    int width = report.history().sliceSeconds();
    Chart chart =
        new Chart(Axis.time(report.history().seconds()), Axis.counts("", max))
            .stairs("refused", width, refused)
            .stairs("troubles", width, troubles)
            .stairs("errors", width, errors);
    marks.forEach(chart::mark);
    return HtmlFragments.figure(
        "Refused, tried again and errors, a second",
        List.of(
            new Swatch("refused", "refused"),
            new Swatch("troubles", "tried again"),
            new Swatch("errors", "errors")),
        chart.toSvg("What was refused, what was tried again and errors, a second, over time"));
  }

  private static String table(AudienceReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (AnswerResult result : LAYERS) {
      long count = report.results().getOrDefault(result, 0L);
      double share = report.answered() == 0 ? 0 : 100.0 * count / report.answered();
      rows.add(
          List.of(name(result), Markup.count(count), String.format(Locale.ROOT, "%.2f %%", share)));
    }
    return HtmlFragments.table("numbers", List.of("outcome", "answers", "share"), rows);
  }

  private static List<Double> perSecond(AudienceReport report, ToLongFunction<TimeSlice> count) {
    double seconds = report.history().sliceSeconds();
    return report.history().slices().stream()
        .map(slice -> count.applyAsLong(slice) / seconds)
        .toList();
  }

  private static List<Double> sum(List<Double> one, List<Double> other) {
    List<Double> sums = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      sums.add(one.get(i) + other.get(i));
    }
    return sums;
  }

  private static String style(AnswerResult result) {
    return result.name().toLowerCase(Locale.ROOT);
  }

  private static String name(AnswerResult result) {
    return switch (result) {
      case PACKET -> "packet";
      case GREETING -> "greeting";
      case MISS -> "miss";
      case LIMITED -> "limit reached";
      case CLOSED -> "closed";
      case BUSY -> "busy";
    };
  }
}
