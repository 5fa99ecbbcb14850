package io.hongbao.show.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.limits.Limits;
import io.hongbao.show.Campaigns;
import io.hongbao.show.seeds.PlanningSeed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignPreviewTest {

  private static final WaveSecret PLANNING_SEED = PlanningSeed.forPreview("any");

  @Test
  void shouldCountWhereThePlannerPutsThePackets() {
    // Given
    Campaign campaign =
        Campaigns.of(
            "gala",
            64,
            Campaigns.wave(
                "first",
                Campaigns.OPENS,
                new Curve.Uniform(),
                new Pool("cola", 1_000, 300_000, 100, 2_000),
                new Pool("tea", 34, 3_400, 100, 100)));

    // When
    CampaignPreview preview = CampaignPreview.of(campaign, PLANNING_SEED);

    // Then
    PoolPreview cola = preview.waves().get(0).pools().get(0);
    assertThat(cola.fewestInBucket()).isEqualTo(15);
    assertThat(cola.maxInBucket()).isEqualTo(16);
    assertThat(cola.bucketsWithout()).isZero();
    assertThat(cola.meanFen()).isEqualTo(300);
    assertThat(cola.releasedInSlice()).allSatisfy(n -> assertThat(n).isBetween(19L, 21L));
    PoolPreview tea = preview.waves().get(0).pools().get(1);
    assertThat(tea.fewestInBucket()).isZero();
    assertThat(tea.maxInBucket()).isEqualTo(1);
    assertThat(tea.bucketsWithout()).isEqualTo(30);
    assertThat(preview.fromSeeds()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void shouldEstimateLargeCampaignsAsThePlannerWouldHaveThem(long number) {
    // Given
    Campaign campaign = Campaigns.random(number);

    // When
    CampaignPreview planned = CampaignPreview.of(campaign, PLANNING_SEED);
    CampaignPreview estimated = CampaignPreview.of(campaign, PLANNING_SEED, 0);

    // Then
    assertThat(planned.fromSeeds()).isTrue();
    assertThat(estimated.fromSeeds()).isFalse();
    for (int i = 0; i < planned.waves().size(); i++) {
      WavePreview wave = planned.waves().get(i);
      WavePreview guess = estimated.waves().get(i);
      assertThat(guess.releasedInSlice().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(wave.packets());
      for (int j = 0; j < wave.pools().size(); j++) {
        assertIsNear(guess.pools().get(j), wave.pools().get(j));
      }
    }
  }

  private static void assertIsNear(PoolPreview guess, PoolPreview planned) {
    assertThat(List.of(guess.fewestInBucket(), guess.maxInBucket(), guess.bucketsWithout()))
        .isEqualTo(
            List.of(planned.fewestInBucket(), planned.maxInBucket(), planned.bucketsWithout()));
    for (int slice = 0; slice < PoolPreview.SLICES; slice++) {
      assertThat(guess.releasedInSlice().get(slice))
          .isCloseTo(planned.releasedInSlice().get(slice), within(2L));
    }
  }

  @Test
  void shouldKnowHowManyPhonesCanHoldAllWithinTheLimits() {
    // Given: 900 packets, 3 a user; 500 of them of cola, 1 a user
    CampaignPreview byEnterprise =
        Previews.of(
            "0.5",
            new Curve.Uniform(),
            new Pool("cola", 500, 50_000, 100, 100),
            new Pool("tea", 400, 40_000, 100, 100));
    CampaignPreview byUser =
        Previews.of(
            new Limits(3, 3),
            "0.5",
            new Curve.Uniform(),
            new Pool("cola", 500, 50_000, 100, 100),
            new Pool("tea", 401, 40_100, 100, 100));

    assertThat(byEnterprise.phonesToHoldAll()).isEqualTo(500);
    assertThat(byUser.phonesToHoldAll()).isEqualTo(301);
  }
}
