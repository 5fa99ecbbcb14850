package io.hongbao.show.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.domain.draw.BeaconRound;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.show.Campaigns;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SealedSecret;
import io.hongbao.wire.records.SealedTerms;
import io.hongbao.wire.records.SealedTerms.SealedWave;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTermsTest {

  @Test
  void shouldLetAWaveWaitForItsBeaconAndNoOther() {
    // Given
    Optional<BeaconRound> beacon = Optional.of(new BeaconRound("52db9ba7", 4_711));
    Pool pool = new Pool("cola", 1, 1, 1, 1);
    CampaignWave first = Campaigns.wave("first", Campaigns.OPENS, new Curve.Uniform(), pool);
    CampaignWave plain =
        Campaigns.wave("second", Campaigns.OPENS + 600_000, new Curve.Uniform(), pool);
    CampaignWave second =
        new CampaignWave(
            plain.schedule(),
            plain.odds(),
            plain.greetingOdds(),
            plain.curve(),
            plain.pools(),
            beacon,
            Optional.empty());
    SealedSecret sealed = new SealedSecret("sha", "");
    PlanRecord plan =
        new PlanRecord(
            1,
            0,
            2,
            Campaigns.of("gala", 4, first, second),
            "sha of gala",
            Map.of("first", sealed, "second", sealed),
            sealed);

    // When
    SealedTerms terms = PlanTerms.of(plan, List.of(new LimitChange(0, plan.campaign().limits())));

    // Then
    assertThat(terms.waves())
        .extracting(SealedWave::beacon)
        .containsExactly(Optional.empty(), beacon);
  }

  @Test
  void shouldSayHowPacketsAreClaimed() {
    CampaignWave first =
        Campaigns.wave("first", Campaigns.OPENS, new Curve.Uniform(), new Pool("cola", 1, 1, 1, 1));
    ClaimTerms claimTerms = new ClaimTerms(7_200_000, 5_000);
    Campaign campaign = Campaigns.of("gala", 4, first).withClaimTerms(claimTerms);
    SealedSecret sealed = new SealedSecret("sha", "");
    PlanRecord plan =
        new PlanRecord(1, 0, 2, campaign, "sha of gala", Map.of("first", sealed), sealed);

    assertThat(PlanTerms.of(plan, List.of()).claimTerms()).isEqualTo(claimTerms);
  }

  @Test
  void shouldSayHowLongAnswersAreKept() {
    AnswerLifetime lifetime = new AnswerLifetime(1_800_000, Campaigns.OPENS);
    CampaignWave first =
        Campaigns.wave("first", Campaigns.OPENS, new Curve.Uniform(), new Pool("cola", 1, 1, 1, 1));
    SealedSecret sealed = new SealedSecret("sha", "");
    PlanRecord plan =
        new PlanRecord(
            1,
            0,
            2,
            Campaigns.of("gala", 4, first).withAnswerLifetime(lifetime),
            "sha of gala",
            Map.of("first", sealed),
            sealed);

    assertThat(PlanTerms.of(plan, List.of()).answerLifetime()).isEqualTo(lifetime);
  }
}
