package io.hongbao.rehearsal.rundown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaledCampaignTest {

  @Test
  void shouldScaleTheRelativeTimesOfWavesAndNothingElse() {
    String campaign =
        """
        turn: 5s
        channels: [{id: web, delay: 35s}]
        waves:
          - id: first
            opens: now+390s
            closes: "+2m"
            steps: [{at: 0s, share: 0.5}, {at: 15s, share: 0.5}]
          - id: second
            opens: 2027-02-05T20:30:00
        """;

    assertThat(ScaledCampaign.text(campaign, 0.1))
        .isEqualTo(
            """
            turn: 5s
            channels: [{id: web, delay: 35s}]
            waves:
              - id: first
                opens: now+39s
                closes: "+12s"
                steps: [{at: 0s, share: 0.5}, {at: 1500ms, share: 0.5}]
              - id: second
                opens: 2027-02-05T20:30:00
            """);
  }

  @Test
  void shouldLeaveACampaignAsItIsAtItsOwnScale() {
    assertThat(ScaledCampaign.text("opens: now+90s\n", 1)).isEqualTo("opens: now+90s\n");
  }
}
