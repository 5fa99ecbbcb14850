package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TortureCampaignTest {

  private static final Duration CALM = Duration.ofSeconds(12);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1, 10", "20, 600", "200, 5000"})
  void shouldBeACampaignWithoutProblemsWhateverIsAsked(int kills, int rate) throws IOException {
    assertThat(read(settings(kills, rate)).problems()).isEmpty();
  }

  @Test
  void shouldHaveTheLimitsThatAreChecked() throws IOException {
    Campaign campaign = read(settings(20, 600)).campaign().orElseThrow();

    assertThat(campaign.limits().packetsPerUser()).isEqualTo(3);
    assertThat(campaign.limits().packetsPerUserAndEnterprise()).isEqualTo(1);
  }

  @Test
  void shouldStayOpenForLongerThanAllFaultsMayTake() {
    assertThat(TortureCampaign.waveSeconds(settings(20, 600))).isGreaterThan(20 * 80 + 120);
  }

  private CampaignReadResult read(TortureSettings settings) throws IOException {
    Path file = folder.resolve("torture.yaml");
    Files.writeString(file, TortureCampaign.yaml(settings));
    return CampaignFile.read(file, Instant.parse("2027-02-05T12:30:00Z"));
  }

  private TortureSettings settings(int kills, int rate) {
    return new TortureSettings(
        folder,
        kills,
        0,
        1,
        rate,
        100,
        1,
        2,
        2,
        PartKind.answering(),
        CALM,
        PATIENCE,
        false,
        false);
  }
}
