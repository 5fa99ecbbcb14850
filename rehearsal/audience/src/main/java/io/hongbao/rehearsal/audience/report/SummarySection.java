package io.hongbao.rehearsal.audience.report;

import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceReportFormatter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What somebody reads who reads nothing else. */
final class SummarySection {

  private static final DateTimeFormatter STARTED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private SummarySection() {}

  static String html(ReportData data, String kind) {
    AudienceReport report = data.report();
    return String.format(
        Locale.ROOT,
        """
        <header>
        <p class="kicker">%s, %s</p>
        <h1>%s</h1>
        <p class="verdict %s">%s</p>
        %s</header>
        """,
        Markup.text(kind),
        STARTED.format(Instant.ofEpochMilli(report.history().startedAtMillis())),
        Markup.text(report.history().show()),
        report.isClean() ? "good" : "bad",
        Markup.text(AudienceReportFormatter.summary(report)),
        tiles(report));
  }

  private static String tiles(AudienceReport report) {
    List<List<String>> tiles =
        List.of(
            List.of("shakes", Markup.count(report.sent())),
            List.of("a second", Markup.tenths(report.achievedPerSecond())),
            List.of("answered", Markup.count(report.answered())),
            List.of(
                "packets", Markup.count(report.results().getOrDefault(AnswerResult.PACKET, 0L))),
            List.of("p50 to answer", Markup.millis(report.toAnswer().p50Micros()) + " ms"),
            List.of("p99 to answer", Markup.millis(report.toAnswer().p99Micros()) + " ms"),
            List.of(
                "errors",
                Markup.count(report.errors().values().stream().mapToLong(Long::longValue).sum())));
    return HtmlFragments.list("tiles", tiles);
  }
}
