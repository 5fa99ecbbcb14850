package io.hongbao.rehearsal.audience.report;

import io.hongbao.rehearsal.audience.ahead.AheadReport;
import io.hongbao.rehearsal.audience.ahead.AheadReport.ArrivalReport;
import io.hongbao.rehearsal.audience.ahead.AheadReport.FetchReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What phones did before they shook: how they arrived, and what they fetched. */
public final class AheadSection {

  private AheadSection() {}

  /** Markup of the section. */
  public static String html(AheadReport ahead) {
    List<List<String>> rows = new ArrayList<>();
    ahead.arrival().ifPresent(it -> arrival(rows, it, ahead.phones()));
    ahead.fetching().ifPresent(it -> fetching(rows, it));
    return HtmlFragments.section(
        "ahead", "Ahead of the wave", HtmlFragments.table("numbers", List.of("", ""), rows));
  }

  private static void arrival(List<List<String>> rows, ArrivalReport it, int phones) {
    row(rows, "phones that arrived", Markup.count(it.arrived()));
    new TreeMap<>(it.failures())
        .forEach((kind, count) -> row(rows, "did not arrive: " + kind, Markup.count(count)));
    row(rows, "to be there, p50", Markup.millis(it.p50Micros()) + " ms");
    row(rows, "to be there, p99", Markup.millis(it.p99Micros()) + " ms");
    row(rows, "bytes up, a phone", Markup.count(it.sentBytes() / phones));
    row(rows, "bytes down, a phone", Markup.count(it.receivedBytes() / phones));
  }

  private static void fetching(List<List<String>> rows, FetchReport it) {
    row(rows, "packages fetched", Markup.count(it.fetched()));
    row(rows, "bytes outside waves", Markup.count(it.bytesOutsideWaves()));
    row(rows, "bytes inside waves", Markup.count(it.bytesInWaves()));
    row(rows, "times refused", Markup.count(it.refused()));
    row(rows, "downloads resumed", Markup.count(it.resumed()));
    row(rows, "contents damaged", Markup.count(it.damaged()));
    row(rows, "phones that had all the wave needs", percent(it.hitShare()));
    row(rows, "phones that fetched nothing inside the wave", percent(it.quietShare()));
  }

  private static void row(List<List<String>> rows, String name, String value) {
    rows.add(List.of(name, value));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
