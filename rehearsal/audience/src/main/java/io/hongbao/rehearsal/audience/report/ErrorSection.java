package io.hongbao.rehearsal.audience.report;

import io.hongbao.rehearsal.audience.AudienceHistory.FirstCase;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.Refusals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What went wrong: for good, and for the first time only. */
final class ErrorSection {

  private ErrorSection() {}

  static String html(AudienceReport report) {
    return HtmlFragments.section(
        "errors",
        "Errors and troubles",
        kinds(
                "Errors: what went wrong for good.",
                "No error: every acknowledged shake was answered.",
                report.errors(),
                report.history().firstErrors())
            + kinds(
                "Troubles: what went wrong and was tried again.",
                "No trouble: nothing had to be tried again.",
                report.troubles(),
                report.history().firstTroubles())
            + refusals(report.refusals())
            + notSent(report));
  }

  private static String kinds(
      String heading, String none, Map<String, Long> counts, Map<String, FirstCase> first) {
    if (counts.isEmpty()) {
      return HtmlFragments.paragraph(none);
    }
    List<List<String>> rows = new ArrayList<>();
    new TreeMap<>(counts).forEach((kind, count) -> rows.add(row(kind, count, first.get(kind))));
    return HtmlFragments.paragraph(heading)
        + HtmlFragments.table(
            "mishaps", List.of("kind", "how often", "first at", "first case"), rows);
  }

  /** A kind that was found after the load has no first case. */
  private static List<String> row(String kind, long count, FirstCase first) {
    return first == null
        ? List.of(kind, Markup.count(count), "", "")
        : List.of(
            kind, Markup.count(count), Markup.tenths(first.atSeconds()) + " s", first.example());
  }

  private static String refusals(Refusals refusals) {
    if (refusals.areNone()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    new TreeMap<>(refusals.byKind())
        .forEach((kind, count) -> rows.add(List.of(kind, Markup.count(count))));
    rows.add(List.of("shakes refused at least once", Markup.count(refusals.waited().count())));
    rows.add(List.of("of these never accepted", Markup.count(refusals.notAccepted())));
    return HtmlFragments.paragraph(
            "Refusals: nothing was logged, and the phone was told when to come again.")
        + HtmlFragments.table("mishaps", List.of("refusal", "how often"), rows);
  }

  private static String notSent(AudienceReport report) {
    return report.withoutTurn() == 0
        ? ""
        : HtmlFragments.paragraph(
            String.format(
                Locale.ROOT,
                "%s shakes were not sent: every phone had used its turn%s. Ask for more phones or a"
                    + " lower rate.",
                Markup.count(report.withoutTurn()),
                report.refusals().areNone() ? "" : ", or waited after a refusal"));
  }
}
