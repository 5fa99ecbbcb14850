package io.hongbao.show.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.limits.Limits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sixty turns a user in each wave. */
class ForecastTest {

  private static final Pool COLA = new Pool("cola", 6_000, 600_000, 100, 100);

  @Test
  void shouldWinAllWhenEnoughTurnsPass() {
    CampaignPreview preview = Previews.of("0.01", new Curve.Uniform(), COLA);

    assertThat(Forecast.of(preview, 12_000).waves())
        .containsExactly(new WaveForecast(720_000, 7_200, 0, 0, 6_000));
  }

  @Test
  void shouldLeaveWhatNoPassingTurnComesFor() {
    CampaignPreview preview = Previews.of("0.01", new Curve.Uniform(), COLA);

    WaveForecast wave = Forecast.of(preview, 5_000).waves().get(0);

    assertThat(wave.passing()).isEqualTo(3_000);
    assertThat(wave.leftByOdds()).isBetween(2_999L, 3_001L);
    assertThat(wave.wins() + wave.leftByOdds()).isEqualTo(6_000);
  }

  @Test
  void shouldCountWhatWasWonInOneWaveForTheLimitsOfTheNext() {
    // Given: 1 packet of cola a user; the first wave leaves 1,000 of 7,000 users without one
    CampaignPreview preview =
        Previews.of(
            new Limits(3, 1),
            Previews.wave("first", 0, "0.5", COLA),
            Previews.wave("second", 600_000, "0.5", COLA));

    // When
    List<WaveForecast> waves = Forecast.of(preview, 7_000).waves();

    // Then
    assertThat(waves)
        .containsExactly(
            new WaveForecast(420_000, 210_000, 0, 0, 6_000),
            new WaveForecast(420_000, 210_000, 0, 5_000, 1_000));
  }
}
