package io.hongbao.rehearsal.audience.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.audience.Latencies;
import io.hongbao.rehearsal.audience.LiveReport;
import io.hongbao.rehearsal.audience.LiveReport.Slice;
import io.hongbao.rehearsal.audience.PolicyReport;
import io.hongbao.rehearsal.audience.TimeSlice;
import io.hongbao.rehearsal.audience.report.PlanFinder.PlanFinding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportPageTest {

  static Stream<ReportData> everyKindOfLoad() {
    return Stream.of(
        ReportFixtures.busy(),
        ReportFixtures.empty(),
        ReportFixtures.errorsOnly(),
        ReportFixtures.oneSecond(),
        ReportFixtures.refused());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("everyKindOfLoad")
  void shouldBeWellFormedWithAllItsSections(ReportData load) throws Exception {
    ReadPage page = ReadPage.of(ReportPage.html(load));

    assertThat(page.texts("//section/@id"))
        .containsExactly("latency", "time", "wins", "errors", "settings");
    assertThat(page.texts("//header/h1")).containsExactly(load.report().history().show());
    assertThat(page.texts("//path[not(@d) or @d='']")).isEmpty();
  }

  @Test
  void shouldShowHowPhonesFollowedAPolicy() throws Exception {
    PolicyReport followed =
        new PolicyReport(
            10, List.of(new PolicyReport.Change(7, 0.5, List.of(0, 5, 2)), change(8), change(9)));

    ReadPage page = ReadPage.of(ReportPage.html(ReportFixtures.busy(), PolicySection.of(followed)));

    assertThat(page.texts("//section/@id")).startsWith("policy-7", "policy-8", "policy-9");
    assertThat(page.texts("//section[@id='policy-7']//td"))
        .containsExactly("7", "after 0.2 s", "never", "never");
    assertThat(PolicySection.of(new PolicyReport(10, List.of())))
        .isEqualTo(ReportPage.Additions.NONE);
  }

  private static PolicyReport.Change change(int version) {
    return new PolicyReport.Change(version, 1, List.of());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("everyKindOfLoad")
  void shouldReferToNothingOutsideAndRunNothing(ReportData load) throws Exception {
    String html = ReportPage.html(load);

    assertThat(html.toLowerCase(Locale.ROOT))
        .doesNotContain("http:")
        .doesNotContain("https:")
        .doesNotContain("url(")
        .doesNotContain("@import")
        .doesNotContain("<script")
        .doesNotContain("<link")
        .doesNotContain("<iframe");
    assertThat(ReadPage.of(html).attributeNames())
        .as("no place to name another file or a handler")
        .isSubsetOf(
            "lang",
            "charset",
            "name",
            "content",
            "class",
            "id",
            "scope",
            "viewBox",
            "role",
            "aria-label",
            "d",
            "x",
            "y");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("everyKindOfLoad")
  void shouldDrawNothingOutsideOfItsPictures(ReportData load) throws Exception {
    for (String path : ReadPage.of(ReportPage.html(load)).texts("//path/@d")) {
      String[] numbers = path.replaceAll("[MLZ]", " ").strip().split("\\s+", -1);
      for (int i = 0; i < numbers.length; i += 2) {
        assertThat(Double.parseDouble(numbers[i])).as(path).isBetween(0.0, 400.0);
        assertThat(Double.parseDouble(numbers[i + 1])).as(path).isBetween(0.0, 230.0);
      }
    }
  }

  @Test
  void shouldShowTheNumbersAsGiven() throws Exception {
    ReadPage page = ReadPage.of(ReportPage.html(ReportFixtures.busy()));

    assertThat(page.texts("//header/p[1]"))
        .containsExactly("Audience report, 2027-01-15 08:00:00 UTC");
    assertThat(page.texts("//dl[@class='tiles']//dd"))
        .containsExactly("600", "200.0", "598", "8", "12.3 ms", "45.7 ms", "2");
    assertThat(page.rows("//section[@id='latency']//table"))
        .containsExactly(
            List.of("to the answer", "12.3", "20.0", "45.7", "99.0", "1,234.5", "598"),
            List.of("to the log", "2.34", "3.00", "5.00", "6.00", "7.00", "599"));
    assertThat(page.rows("//section[@id='time']//table"))
        .containsExactly(
            List.of("packet", "8", "1.34 %"),
            List.of("limit reached", "0", "0.00 %"),
            List.of("closed", "0", "0.00 %"),
            List.of("greeting", "50", "8.36 %"),
            List.of("miss", "540", "90.30 %"));
    assertThat(page.rows("//section[@id='errors']/div[1]/table"))
        .containsExactly(
            List.of("acknowledged, not answered", "1", "", ""),
            List.of("status 401", "1", "1.3 s", "phone-9"));
    assertThat(page.rows("//section[@id='errors']/div[2]/table"))
        .containsExactly(List.of("status 503", "7", "0.5 s", "phone-2 first-0"));
    assertThat(page.texts("//section[@id='settings']//dd"))
        .containsExactly(
            "edge:8080",
            "1,000",
            "200 a second",
            "3.0 s",
            "7 times",
            "2 s",
            "400",
            "phone-1 to -1000",
            "1");
  }

  @Test
  void shouldTakeMoreSectionsAndMarkWhatHappenedInThePicturesOverTime() throws Exception {
    var more =
        new ReportPage.Additions(
            "Rundown",
            HtmlFragments.section("steps", "Steps", HtmlFragments.paragraph("one <step>")),
            List.of(
                new ChartMark(-1, "1"), new ChartMark(1.5, "2"), new ChartMark(1_000_000, "3")));

    ReadPage page = ReadPage.of(ReportPage.html(ReportFixtures.busy(), more));

    assertThat(page.texts("//header/p[1]")).containsExactly("Rundown, 2027-01-15 08:00:00 UTC");
    assertThat(page.texts("//section/@id"))
        .containsExactly("steps", "latency", "time", "wins", "errors", "settings");
    assertThat(page.texts("//section[@id='steps']/p")).containsExactly("one <step>");
    assertThat(page.texts("//text[@class='mark']"))
        .as("latency, rate and outcomes over time; what lies outside is left out")
        .containsExactly("2", "2", "2");
  }

  @Test
  void shouldDrawHowLongConnectionsCameBack() throws Exception {
    ReadPage page =
        ReadPage.of(
            ReportPage.html(
                over(
                    new LiveReport(
                        12,
                        10,
                        2,
                        1,
                        Map.of("connection broken", 2L),
                        new Latencies(2, 500_000, 600_000, 900_000, 900_000, 900_000),
                        1,
                        List.of(new Slice(10, 0, 0), new Slice(8, 2, 0), new Slice(10, 0, 2))))));

    assertThat(page.texts("//section/@id"))
        .containsExactly("latency", "time", "connections", "wins", "errors", "settings");
    assertThat(page.texts("//section[@id='connections']//figcaption"))
        .containsExactly("Open connections", "Lost and reconnected, a second");
    assertThat(page.rows("//section[@id='connections']//table"))
        .contains(
            List.of("opened", "12"), List.of("reconnects", "2"), List.of("connection broken", "2"));
  }

  @Test
  void shouldDrawNoLossWhereNoConnectionWasLost() throws Exception {
    ReadPage page =
        ReadPage.of(
            ReportPage.html(
                over(
                    new LiveReport(
                        10,
                        10,
                        0,
                        0,
                        Map.of(),
                        new Latencies(0, 0, 0, 0, 0, 0),
                        1,
                        List.of(new Slice(10, 0, 0))))));

    assertThat(page.texts("//section[@id='connections']//figcaption"))
        .containsExactly("Open connections");
  }

  private static ReportData over(LiveReport live) {
    ReportData busy = ReportFixtures.busy();
    return new ReportData(busy.settings(), busy.report(), busy.plan(), Optional.of(live));
  }

  @Test
  void shouldDrawWhatWentWrongOverTimeIfAnythingDid() throws Exception {
    Latencies latencies = ReportFixtures.slice(0, 0, 0).toAnswer();
    var calm = new TimeSlice(200, 200, 0, Map.of(), latencies);
    var rough = new TimeSlice(200, 200, 0, Map.of(), latencies, 7, 1, 3);

    assertThat(captions(List.of(calm, calm)))
        .doesNotContain("Refused, tried again and errors, a second");
    assertThat(captions(List.of(calm, rough)))
        .contains("Refused, tried again and errors, a second");
  }

  @Test
  void shouldShowRefusalsAndHowLongTheyMadePhonesWait() throws Exception {
    ReadPage page = ReadPage.of(ReportPage.html(ReportFixtures.refused()));

    assertThat(page.rows("//section[@id='latency']//table"))
        .last()
        .isEqualTo(
            List.of(
                "refused, until accepted",
                "1,500.0",
                "2,500.0",
                "3,500.0",
                "3,600.0",
                "4,000.0",
                "120"));
    assertThat(page.rows("//section[@id='errors']//table"))
        .containsExactly(
            List.of("BUSY", "300"),
            List.of("status 429", "20"),
            List.of("shakes refused at least once", "120"),
            List.of("of these never accepted", "7"));
  }

  private static List<String> captions(List<TimeSlice> slices) throws Exception {
    ReportData data = ReportFixtures.of(400, Map.of(), slices);
    return ReadPage.of(ReportPage.html(data)).texts("//section[@id='time']//figcaption");
  }

  @Test
  void shouldHoldWinsAgainstThePlan() throws Exception {
    ReadPage page = ReadPage.of(ReportPage.html(ReportFixtures.busy()));

    assertThat(page.texts("//section[@id='wins']/p[1]"))
        .containsExactly(
            "Largest deviation of issued packets from the release curve: -7 packets, 7.0 % of 100,"
                + " at 1 s.");
    assertThat(page.rows("//section[@id='wins']/div[@class='wide'][1]/table"))
        .containsExactly(
            List.of("Cola & Co", "60", "30", "29", "-8", "13.3", "1 s"),
            List.of("Tea House", "40", "15", "14", "+1", "2.5", "1 s"),
            List.of("All enterprises", "100", "45", "43", "-7", "7.0", "1 s"));
    assertThat(page.texts("//section[@id='wins']//figcaption"))
        .containsExactly("All enterprises", "Cola & Co", "Tea House");
    assertThat(page.rows("//section[@id='wins']/div[@class='wide'][2]/table"))
        .containsExactly(List.of("cola", "5", "123.45"), List.of("tea", "3", "0.30"));
  }

  @Test
  void shouldSayWhyWinsAreNotHeldAgainstThePlan() throws Exception {
    ReadPage page = ReadPage.of(ReportPage.html(ReportFixtures.oneSecond()));

    assertThat(page.texts("//section[@id='wins']/p"))
        .containsExactly(
            "Wins are not held against the plan here, since it is not known: nobody asked.",
            "These phones heard of no packet.");
    assertThat(page.texts("//section[@id='wins']//svg")).isEmpty();
  }

  @Test
  void shouldShowMarkupInNamesAsText() throws Exception {
    String name = "<b onclick='x'>\"Cola\" & </svg>\u0000\uD800";
    ReportData load =
        new ReportData(
            ReportFixtures.busy().settings(),
            ReportFixtures.of(1, Map.of(name, 1L), List.of()).report(),
            new PlanFinding.Known(ReportFixtures.progress(name)));

    ReadPage page = ReadPage.of(ReportPage.html(load));

    String shown = "<b onclick='x'>\"Cola\" & </svg>\uFFFD\uFFFD";
    assertThat(page.texts("//section[@id='wins']//figcaption")).contains(shown);
    assertThat(page.rows("//section[@id='errors']//table"))
        .containsExactly(List.of(shown, "1", "", ""));
    assertThat(page.texts("//b")).isEmpty();
  }

  @Test
  void shouldBreakTheLineWhereNothingWasAnswered() throws Exception {
    TimeSlice silence =
        new TimeSlice(200, 200, 0, Map.of(), ReportFixtures.slice(0, 0, 0).toAnswer());
    ReportData load =
        ReportFixtures.of(
            600,
            Map.of(),
            List.of(
                ReportFixtures.slice(200, 0, 10_000),
                silence,
                ReportFixtures.slice(200, 0, 10_000)));

    ReadPage page = ReadPage.of(ReportPage.html(load));

    assertThat(page.texts("//path[@class='median line']/@d"))
        .hasSize(1)
        .allMatch(path -> path.chars().filter(letter -> letter == 'M').count() == 2);
  }

  @Test
  void shouldStaySmallForTheLongestLoad() {
    List<TimeSlice> slices =
        new ArrayList<>(Collections.nCopies(1_200, ReportFixtures.slice(198, 3, 15_000)));

    assertThat(ReportPage.html(ReportFixtures.of(240_000, Map.of(), slices)).length())
        .isLessThan(400_000);
  }
}
