package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.AudienceSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpAudienceTest {

  private static final long OPENS = 1_000_000;
  private static final long MINUTE = 60_000;

  @Test
  void shouldShakeWithEverySecondTurn() {
    assertThat(settings(200, 5_000, OPENS).ratePerSecond()).isEqualTo(20);
    assertThat(settings(30, 3_000, OPENS).ratePerSecond()).isEqualTo(5);
  }

  @Test
  void shouldShakeAtLeastOnceASecondAndLeaveTheMachineToOthers() {
    assertThat(settings(1, 30_000, OPENS).ratePerSecond()).isEqualTo(1);
    assertThat(settings(100_000, 100, OPENS).ratePerSecond()).isEqualTo(1_000);
  }

  @Test
  void shouldStayUntilTheLastWaveCloses() {
    assertThat(settings(10, 5_000, OPENS - MINUTE).duration()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings(10, 5_000, OPENS + MINUTE).duration()).isEqualTo(Duration.ofMinutes(4));
    assertThat(settings(10, 5_000, OPENS + 9 * MINUTE).duration())
        .isEqualTo(Duration.ofMillis(100));
  }

  private static AudienceSettings settings(int phones, int turnMillis, long nowMillis) {
    var campaign =
        new Campaign(
            "gala",
            "Asia/Shanghai",
            4,
            new Limits(3, 1),
            List.of(),
            List.of(),
            List.of(
                aWave("first", OPENS, OPENS + MINUTE, turnMillis),
                aWave("second", OPENS + 3 * MINUTE, OPENS + 5 * MINUTE, turnMillis)));
    return UpAudience.settings(campaign, List.of(new Endpoint("127.0.0.1", 1)), phones, nowMillis);
  }

  private static CampaignWave aWave(
      String id, long opensAtMillis, long closesAtMillis, int turnMillis) {
    return new CampaignWave(
        new WaveSchedule(id, opensAtMillis, closesAtMillis, turnMillis),
        Odds.of("0.5"),
        Odds.of("0"),
        new Curve.Uniform(),
        List.of());
  }
}
