package io.hongbao.show.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.limits.Limits;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreviewJsonTest {

  private static final CampaignPreview PREVIEW =
      Previews.of("0.01", new Curve.Uniform(), new Pool("cola", 6_000, 600_000, 50, 200));

  @Test
  void shouldBeOneObjectOnOneLine() throws IOException {
    // When
    String json =
        PreviewJson.of(
            PREVIEW,
            Optional.of(Forecast.of(PREVIEW, 12_000)),
            Optional.empty(),
            List.of("beware"));

    // Then
    assertThat(json.lines()).hasSize(1);
    JsonNode show = new ObjectMapper().readTree(json);
    assertThat(show.at("/show").asText()).isEqualTo("gala");
    assertThat(show.at("/packets").asLong()).isEqualTo(6_000);
    assertThat(show.at("/phones").asLong()).isEqualTo(12_000);
    assertThat(show.at("/warnings/0").asText()).isEqualTo("beware");
    JsonNode wave = show.at("/waves/0");
    assertThat(wave.at("/turnsAUser").asDouble()).isEqualTo(60);
    assertThat(wave.at("/winsPerSecond").asDouble()).isEqualTo(20);
    assertThat(wave.at("/peakWinsPerSecond").asDouble()).isEqualTo(20);
    assertThat(wave.at("/phonesToGiveAll").asLong()).isEqualTo(10_000);
    assertThat(wave.at("/expected/wins").asLong()).isEqualTo(6_000);
    assertThat(wave.at("/pools/0/meanFen").asLong()).isEqualTo(100);
    assertThat(wave.at("/pools/0/releasedInSlice")).hasSize(PoolPreview.SLICES);
  }

  @Test
  void shouldSayWhatLateViewersLoseAndWhatAWaveCarries() throws IOException {
    CampaignPreview preview =
        Previews.of(
            new Limits(3, 1),
            List.of(new Channel("web", 35_000)),
            Previews.wave("first", 0, "0.5", new Pool("cola", 6_000, 600_000, 50, 200)),
            Previews.carrying("second", "first"));

    JsonNode show =
        new ObjectMapper()
            .readTree(PreviewJson.of(preview, Optional.empty(), Optional.empty(), List.of()));

    assertThat(show.at("/waves/0/channels"))
        .hasToString("[{\"channel\":\"web\",\"delayMs\":35000,\"shareOfTurnsLost\":0.1}]");
    assertThat(show.at("/waves/0/carriesFrom").isNull()).isTrue();
    assertThat(show.at("/waves/1/carriesFrom").asText()).isEqualTo("first");
    assertThat(show.at("/waves/1/pools")).isEmpty();
  }

  @Test
  void shouldSayNullOfWhatIsNotKnown() throws IOException {
    JsonNode show =
        new ObjectMapper()
            .readTree(PreviewJson.of(PREVIEW, Optional.empty(), Optional.empty(), List.of()));

    assertThat(show.at("/phones").isNull()).isTrue();
    assertThat(show.at("/waves/0/expected").isNull()).isTrue();
  }
}
