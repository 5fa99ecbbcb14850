package io.hongbao.rehearsal.audience.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.audience.ahead.AheadReport.ArrivalReport;
import io.hongbao.rehearsal.audience.ahead.AheadReport.FetchReport;
import io.hongbao.rehearsal.audience.report.AheadSection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AheadReportFormatterTest {

  private static final AheadReport REPORT =
      new AheadReport(
          1_000,
          Optional.of(
              new ArrivalReport(
                  998, Map.of("status 503", 2L), 3, 500_000, 20_000_000, 1_500, 9_000, 20_000)),
          Optional.of(
              new FetchReport(
                  65,
                  260_000,
                  64_990,
                  259_000_000,
                  4_000,
                  120,
                  3,
                  1,
                  4,
                  8_125,
                  10.0,
                  List.of(259_004_000L),
                  800,
                  798,
                  799)));

  @Test
  void shouldShowArrivalsAndPackages() {
    assertThat(AheadReportFormatter.table(REPORT))
        .isEqualTo(
            """
            arrived       998 of 1,000 phones, 3 requests each over one connection; status 503 2
              to be there p50 1.5, p99 9.0, at most 20.0 ms; 500 bytes up and 20,000 down each
            packages      64,990 fetched of 65 of 260,000 bytes each phone; 120 times refused, 3 resumed, 1 damaged, 4 failed, 8,125 checked by hash
              bytes       259,000,000 outside waves, 4,000 inside; 25,900,400 a second for 10.0 s
              hits        99.8 % of 800 phones had all the wave needs; 99.9 % fetched nothing inside the wave
            """);
  }

  @Test
  void shouldBeASectionOfThePage() {
    assertThat(AheadSection.html(REPORT))
        .contains("<section id=\"ahead\">")
        .contains("<th scope=\"row\">bytes inside waves</th><td>4,000</td>")
        .contains("<th scope=\"row\">phones that had all the wave needs</th><td>99.75 %</td>");
  }
}
