package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.rehearsal.bench.CostComparison.Cost;
import io.hongbao.rehearsal.bench.stats.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostComparisonTest {

  private static final Cost COST = new Cost("cpu_us_at_1500", "ratio_cpu_at_1500", "us");

  @Test
  void shouldHaveARatioOfEachPair() {
    CostComparison comparison =
        new CostComparison(COST, List.of(100.0, 200.0, 50.0), List.of(90.0, 240.0, 50.0));

    assertThat(comparison.ratios()).containsExactly(0.9, 1.2, 1.0);
    assertThat(comparison.figures("road"))
        .containsExactly(
            Figure.of("road", "ratio_cpu_at_1500", "ratio", List.of(0.9, 1.2, 1.0)),
            Figure.of("road", "cpu_us_at_1500", "us", List.of(90.0, 240.0, 50.0)),
            Figure.of("road", "cpu_us_at_1500_former", "us", List.of(100.0, 200.0, 50.0)));
  }

  @Test
  void shouldShowBothSidesTheRatioOfEachPairAndWhatGotSlower() {
    CostComparison slower = new CostComparison(COST, List.of(100.0, 100.0), List.of(120.0, 130.0));
    CostComparison doubtful =
        new CostComparison(
            new Cost("p99_ms_at_1500", "ratio_p99_at_1500", "ms"),
            List.of(10.0, 10.0),
            List.of(9.0, 19.0));
    CostComparison faster =
        new CostComparison(
            new Cost("core_share_at_rest", "ratio_at_rest", "ratio"),
            List.of(0.2, 0.2),
            List.of(0.1, 0.1));

    List<String> lines =
        CostComparison.table("road", List.of(slower, doubtful, faster)).lines().toList();

    assertThat(lines).hasSize(5);
    assertThat(lines.get(0))
        .isEqualTo(
            "bench   figure                       unit       former   this one   ratio   least"
                + "    most  of each pair");
    assertThat(lines.get(1))
        .isEqualTo(
            "road    cpu_us_at_1500               us            100        125    1.25    1.20"
                + "    1.30  1.20 1.30                slower");
    assertThat(lines.get(2))
        .contains("10.0       14.0    1.40    0.90    1.90")
        .endsWith("perhaps slower");
    assertThat(lines.get(3)).endsWith("0.50 0.50");
    assertThat(lines.get(4))
        .isEqualTo(
            "Slower by more than 10 %: cpu_us_at_1500 (slower, 1.25), p99_ms_at_1500"
                + " (perhaps slower, 1.40)");
  }

  @Test
  void shouldSayThatNothingGotSlower() {
    CostComparison same = new CostComparison(COST, List.of(100.0, 100.0), List.of(110.0, 110.0));

    assertThat(CostComparison.table("road", List.of(same)))
        .endsWith("\nNothing got slower by more than 10 %.\n");
  }

  @Test
  void shouldRefuseSidesThatWereNotMeasuredInPairs() {
    CostComparison odd = new CostComparison(COST, List.of(1.0, 2.0), List.of(1.0));

    assertThatThrownBy(odd::ratios).hasMessageContaining("1 measurements against 2");
  }
}
