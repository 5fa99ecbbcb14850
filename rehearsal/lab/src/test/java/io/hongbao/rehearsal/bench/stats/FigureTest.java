package io.hongbao.rehearsal.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {

  private static final Figure RATIO =
      Figure.of("edge", "ratio_to_echo", "ratio", List.of(0.61, 0.63, 0.70))
          .aimingAt(Goal.atLeast(0.6));

  private static final Figure COST =
      Figure.of("road", "cpu_us_per_shake", "us", 1_234.5678).aimingAt(Goal.atMost(50));

  @Test
  void shouldBeOneLineOfJsonWithWhatScriptsLookFor() {
    assertThat(FigureJson.line(RATIO))
        .isEqualTo(
            "{\"bench\":\"edge\",\"figure\":\"ratio_to_echo\",\"value\":0.63,\"unit\":\"ratio\","
                + "\"goal\":0.6,\"met\":true,\"least\":0.61,\"most\":0.7,\"runs\":3}");
    assertThat(FigureJson.line(COST)).contains("\"value\":1234.5678,").contains("\"met\":false");
  }

  @Test
  void shouldHaveNoGoalUnlessItIsGiven() {
    assertThat(FigureJson.line(Figure.of("edge", "echo_cpu_us", "us", 20)))
        .contains("\"goal\":null,\"met\":null");
  }

  @Test
  void shouldStandInATableForPeople() {
    List<String> lines = FigureFormatter.table(List.of(RATIO, COST)).lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(1).split(" {2,}"))
        .containsExactly(
            "edge", "ratio_to_echo", "0.63", "0.61 - 0.70 (3)", "ratio", ">= 0.60", "met");
    assertThat(lines.get(2)).contains("1,235").contains("1 run").endsWith("<= 50.0      missed");
  }

  @Test
  void shouldRefuseANameThatIsNone() {
    assertThatThrownBy(() -> Figure.of("edge", "Ratio to echo", "ratio", 1))
        .hasMessageContaining("Ratio to echo");
  }
}
