package io.hongbao.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceNeedsTest {

  /**
   * Cola in the first wave; tea in the second, with cola's packets that are left, and greetings.
   */
  private static final Campaign CAMPAIGN =
      new Campaign(
          "gala",
          "Asia/Shanghai",
          4,
          new Limits(3, 1),
          List.of(
              new Enterprise("cola", "Cola", "cola-logo", "night"),
              new Enterprise("tea", "Tea", "tea-logo", ""),
              new Enterprise("bank", "Bank", "bank-logo", "gold")),
          List.of(new Greeting("stars", "Happy New Year", "stars-card")),
          List.of(
              wave("first", 0, "0", "cola", Optional.empty()),
              wave("second", 300_000, "0.1", "tea", Optional.of("first"))));

  @TempDir private Path folder;

  private static CampaignWave wave(
      String id,
      long opensAtMillis,
      String greetingOdds,
      String enterprise,
      Optional<String> from) {
    return new CampaignWave(
        new WaveSchedule(id, opensAtMillis, opensAtMillis + 300_000, 5_000),
        Odds.of("0.02"),
        Odds.of(greetingOdds),
        new Curve.Uniform(),
        List.of(new Pool(enterprise, 10, 2_000, 100, 400)),
        Optional.empty(),
        from);
  }

  @Test
  void shouldKnowWhichWavesNeedWhat() {
    ResourceNeeds needs = ResourceNeeds.of(CAMPAIGN);
    assertThat(needs.wavesOf("cola-logo")).containsExactly("first", "second");
    assertThat(needs.wavesOf("night")).containsExactly("first", "second");
    assertThat(needs.wavesOf("tea-logo")).containsExactly("second");
    assertThat(needs.wavesOf("stars-card")).containsExactly("second");
    assertThat(needs.wavesOf("bank-logo")).isEmpty();
  }

  @Test
  void shouldTellWhatAWaveNeedsAndIsMissingAndWhatNoneNeeds() throws IOException {
    for (String name : List.of("cola-logo.png", "night.jpg", "tea-logo.svg", "bank-logo.svg")) {
      Files.writeString(folder.resolve(name), "picture");
    }

    ResourceFolder read = ResourceFolder.read(folder, ResourceNeeds.of(CAMPAIGN), 100);

    assertThat(read.problems())
        .containsExactly(
            folder
                + ": wave second needs 'stars-card', the background of greeting stars: expected a file"
                + " stars-card with one of .avif, .gif, .jpg, .json, .mp3, .png, .svg, .webp, .woff2");
    assertThat(read.warnings())
        .containsExactly(folder.resolve("bank-logo.svg") + ": no wave needs it");
  }
}
