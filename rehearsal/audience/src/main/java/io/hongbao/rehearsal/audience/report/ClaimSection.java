package io.hongbao.rehearsal.audience.report;

import io.hongbao.rehearsal.audience.ClaimReport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What became of the packets that phones claimed. */
final class ClaimSection {

  private ClaimSection() {}

  static String html(ClaimReport claims) {
    List<List<String>> rows = new ArrayList<>();
    new TreeMap<>(claims.states())
        .forEach((state, count) -> rows.add(List.of(state, Markup.count(count))));
    if (claims.toDecision().count() > 0) {
      rows.add(List.of("to decision, p50", Markup.millis(claims.toDecision().p50Micros()) + " ms"));
      rows.add(List.of("to decision, p99", Markup.millis(claims.toDecision().p99Micros()) + " ms"));
    }
    return HtmlFragments.section(
        "claims", "Claims", HtmlFragments.table("numbers", List.of("claims", ""), rows));
  }
}
