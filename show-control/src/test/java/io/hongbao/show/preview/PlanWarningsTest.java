package io.hongbao.show.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PlanWarningsTest {

  private static final Pool COLA = new Pool("cola", 6_000, 600_000, 100, 100);
  private static final CampaignPreview FINE = Previews.of("0.01", new Curve.Uniform(), COLA);

  @Test
  void shouldWarnOfNothingThatItWasNotToldOf() {
    assertThat(PlanWarnings.of(FINE, Optional.empty(), OptionalDouble.empty())).isEmpty();
  }

  @Test
  void shouldWarnOfNothingWhenAudienceAndRateAreWithinReach() {
    assertThat(warnings(FINE, 12_000, 20.0)).isEmpty();
  }

  @Test
  void shouldWarnOfBucketsThatGetNothingOfAnEnterprise() {
    CampaignPreview preview =
        Previews.of("0.5", new Curve.Uniform(), COLA, new Pool("tea", 34, 3_400, 100, 100));

    assertThat(PlanWarnings.of(preview, Optional.empty(), OptionalDouble.empty()))
        .containsExactly(
            "wave first: 30 of 64 buckets get no packet of tea, so that their users cannot win one there: give at least 64 packets instead of 34, or take fewer buckets");
  }

  @Test
  void shouldWarnOfPacketsThatOddsAndTurnsLeave() {
    assertThat(warnings(FINE, 5_000, 1_000))
        .containsExactly(
            "wave first: with odds 0.01 and turns of 5s, 5,000 phones leave about 3,000 of 6,000 packets: raise odds to 0.02, or reach 10,000 phones");
  }

  @Test
  void shouldAdviseMorePhonesOnlyWhenNoOddsWouldDo() {
    assertThat(warnings(FINE, 50, 1_000).get(0))
        .isEqualTo(
            "wave first: with odds 0.01 and turns of 5s, 50 phones leave about 5,970 of 6,000 packets: reach 10,000 phones");
  }

  @Test
  void shouldWarnOfPacketsThatTheLimitsLeave() {
    CampaignPreview preview = Previews.of("0.5", new Curve.Uniform(), COLA);

    assertThat(warnings(preview, 2_000, 1_000))
        .containsExactly(
            "wave first: by the limits of 3 packets a user and 1 of an enterprise, 2,000 phones leave about 4,000 of 6,000 packets: raise the limits, or reach 6,000 phones");
  }

  @Test
  void shouldWarnOfOddsOfZeroWithoutKnowingTheAudience() {
    CampaignPreview preview = Previews.of("0", new Curve.Uniform(), COLA);

    assertThat(PlanWarnings.of(preview, Optional.empty(), OptionalDouble.empty()))
        .containsExactly(
            "wave first: odds 0 give none of its 6,000 packets away: set odds above 0");
  }

  @Test
  void shouldWarnOfPacketsThatNoTurnComesForWithoutKnowingTheAudience() {
    var shorterThanATurn =
        new CampaignWave(
            new WaveSchedule("first", 0, 60_000, 60_000),
            Odds.of("0.5"),
            Odds.of("0"),
            new Curve.Uniform(),
            List.of(COLA));
    CampaignPreview preview = Previews.of(new Limits(3, 1), shorterThanATurn);

    assertThat(PlanWarnings.of(preview, Optional.empty(), OptionalDouble.empty()))
        .containsExactly(
            "wave first: no audience can win all of its 6,000 packets, since too few turns start after the last are released: raise odds 0.5, shorten the turn or release them earlier");
  }

  @Test
  void shouldWarnOfAChannelWhoseViewersLoseMoreThanHalfOfTheirTurns() {
    assertThat(warningsOfDelay(155_000)).isEmpty();
    assertThat(warningsOfDelay(156_500))
        .containsExactly(
            "wave first: viewers of channel web see it 156500ms late and lose 50.5 % of their turns: make the wave 303s or longer instead of 5m");
  }

  @Test
  void shouldWarnOfAChannelThatSeesTheWaveWhenItIsOver() {
    assertThat(warningsOfDelay(300_000))
        .containsExactly(
            "wave first: viewers of channel web see it 5m late and lose all of their turns: make the wave 590s or longer instead of 5m");
  }

  @Test
  void shouldAskForOneTurnAfterAShortDelay() {
    // Given: turns of 5 s and a wave as long as the delay; 2 * (8 s - 5 s) would not even reach it
    var shorterThanTheDelay =
        new CampaignWave(
            new WaveSchedule("first", 0, 8_000, 5_000),
            Odds.of("0.5"),
            Odds.of("0"),
            new Curve.Uniform(),
            List.of());
    CampaignPreview preview =
        Previews.of(new Limits(3, 1), List.of(new Channel("web", 8_000)), shorterThanTheDelay);

    assertThat(PlanWarnings.of(preview, Optional.empty(), OptionalDouble.empty()))
        .containsExactly(
            "wave first: viewers of channel web see it 8s late and lose all of their turns: make the wave 13s or longer instead of 8s");
  }

  @Test
  void shouldWarnOfARateThatWasNotMeasured() {
    assertThat(warnings(FINE, 12_000, 19.5))
        .containsExactly(
            "wave first: up to 20.0 packets a second are released, and 19.5 were measured: make the wave longer, choose a flatter curve or give fewer packets");
  }

  private static List<String> warningsOfDelay(long delayMillis) {
    CampaignPreview preview =
        Previews.of(
            new Limits(3, 1),
            List.of(new Channel("tv", 5_000), new Channel("web", delayMillis)),
            Previews.wave("first", 0, "0.5", COLA));
    return PlanWarnings.of(preview, Optional.empty(), OptionalDouble.empty());
  }

  private static List<String> warnings(CampaignPreview preview, long phones, double maxPerSecond) {
    return PlanWarnings.of(
        preview, Optional.of(Forecast.of(preview, phones)), OptionalDouble.of(maxPerSecond));
  }
}
