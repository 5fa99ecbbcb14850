package io.hongbao.rehearsal.audience.report;

import io.hongbao.domain.campaign.Yuan;
import io.hongbao.rehearsal.audience.AudienceHistory.HeardWins;
import io.hongbao.rehearsal.audience.report.HtmlFragments.Swatch;
import io.hongbao.rehearsal.audience.report.PlanFinder.PlanFinding;
import io.hongbao.rehearsal.audience.report.PlanProgress.Gap;
import io.hongbao.rehearsal.audience.report.PlanProgress.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The packets: what was issued against the plan, and what these phones heard of. */
final class WinsSection {

  /** More pictures than this tell nobody anything; the table has every enterprise. */
  private static final int MAX_PICTURES = 12;

  private static final List<Swatch> LEGEND =
      List.of(new Swatch("released", "released by the plan"), new Swatch("issued", "issued"));

  private WinsSection() {}

  static String html(ReportData data) {
    String body;
    if (data.plan() instanceof PlanFinding.Known known) {
      body = againstPlan(known.progress());
    } else if (data.plan() instanceof PlanFinding.Unknown unknown) {
      body =
          HtmlFragments.paragraph(
              "Wins are not held against the plan here, since it is not known: "
                  + unknown.why()
                  + ".");
    } else {
      throw new IllegalStateException("a plan is known or unknown");
    }
    return HtmlFragments.section("wins", "Packets", body + heard(data.report().history().wins()));
  }

  private static String againstPlan(PlanProgress plan) {
    if (plan.total().planned() == 0) {
      return HtmlFragments.paragraph("No wave with packets was open during the load.");
    }
    StringBuilder html = new StringBuilder();
    html.append(HtmlFragments.paragraph(largestGap(plan)));
    html.append(
        HtmlFragments.paragraph(
            String.format(
                    Locale.ROOT,
                    "Counted from the openings of the waves, issued to anybody, by %s. A packet is won in a",
                    plan.source())
                + " turn that starts after its release, so issued packets come up to a turn and"
                + " the time of an answer later than released ones."));
    html.append("<div class=\"charts\">\n").append(picture(plan, plan.total()));
    plan.enterprises().stream()
        .limit(MAX_PICTURES)
        .forEach(enterprise -> html.append(picture(plan, enterprise)));
    html.append("</div>\n").append(table(plan));
    return html.toString();
  }

  private static String largestGap(PlanProgress plan) {
    Gap gap = plan.total().largestGap();
    return String.format(
        Locale.ROOT,
        "Largest deviation of issued packets from the release curve: %s packets, %s %% of %s, at %s.",
        Markup.signed(gap.packets()),
        Markup.tenths(Math.abs(plan.total().percentOfPlanned(gap.packets()))),
        Markup.count(plan.total().planned()),
        at(plan, gap));
  }

  private static String picture(PlanProgress plan, Line line) {
    double max = (double) Math.max(line.releasedAtEnd(), line.issuedAtEnd());
    Chart chart =
        new Chart(Axis.time((plan.steps() - 1L) * plan.stepSeconds()), Axis.counts("", max))
            .line("released", plan.seconds(), asDoubles(line.released()))
            .line("issued", plan.seconds(), asDoubles(line.issued()));
    return HtmlFragments.figure(
        line.name(),
        LEGEND,
        chart.toSvg(
            String.format(
                Locale.ROOT,
                "%s: %s packets released and %s issued by the end",
                line.name(),
                Markup.count(line.releasedAtEnd()),
                Markup.count(line.issuedAtEnd()))));
  }

  private static String table(PlanProgress plan) {
    List<List<String>> rows = new ArrayList<>();
    plan.enterprises().forEach(enterprise -> rows.add(row(plan, enterprise)));
    rows.add(row(plan, plan.total()));
    return HtmlFragments.table(
        "numbers",
        List.of("enterprise", "planned", "released", "issued", "largest deviation", "%", "at"),
        rows);
  }

  private static List<String> row(PlanProgress plan, Line line) {
    Gap gap = line.largestGap();
    return List.of(
        line.name(),
        Markup.count(line.planned()),
        Markup.count(line.releasedAtEnd()),
        Markup.count(line.issuedAtEnd()),
        Markup.signed(gap.packets()),
        Markup.tenths(Math.abs(line.percentOfPlanned(gap.packets()))),
        at(plan, gap));
  }

  private static String at(PlanProgress plan, Gap gap) {
    return Markup.clock((long) gap.step() * plan.stepSeconds());
  }

  private static String heard(Map<String, HeardWins> wins) {
    if (wins.isEmpty()) {
      return HtmlFragments.paragraph("These phones heard of no packet.");
    }
    List<List<String>> rows = new ArrayList<>();
    new TreeMap<>(wins)
        .forEach(
            (enterprise, won) ->
                rows.add(List.of(enterprise, Markup.count(won.packets()), Yuan.format(won.fen()))));
    return HtmlFragments.paragraph("What these phones heard of:")
        + HtmlFragments.table("numbers", List.of("enterprise", "packets", "yuan"), rows);
  }

  private static List<Double> asDoubles(List<Long> counts) {
    return counts.stream().map(Long::doubleValue).toList();
  }
}
