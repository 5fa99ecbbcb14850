package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EdgeCountersTest {

  @Test
  void shouldReadWhatAnEdgeCounts() {
    String metrics =
        """
        # HELP hongbao_edge_pending shakes without an answer
        # TYPE hongbao_edge_pending gauge
        hongbao_edge_pending 12.0
        hongbao_edge_repeats_total 3.0
        hongbao_edge_shakes_logged_total 1.2345678E7
        """;

    assertThat(EdgeCounters.parse(metrics)).isEqualTo(new EdgeCounters(12_345_678, 3, 12));
  }

  @Test
  void shouldNameWhatIsMissing() {
    assertThatThrownBy(() -> EdgeCounters.parse("hongbao_edge_pending 12.0\n"))
        .hasMessageContaining("hongbao_edge_shakes_logged_total");
  }
}
