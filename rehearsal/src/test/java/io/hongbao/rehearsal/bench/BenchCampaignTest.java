package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCampaignTest {

  @TempDir private Path folder;

  @Test
  void shouldBeACampaignWithoutProblems() throws IOException {
    Path file = folder.resolve("bench.yaml");
    BenchCampaign gala = BenchCampaign.gala(Duration.ofSeconds(3), Duration.ofMinutes(90));
    Files.writeString(file, gala.yaml());

    CampaignReading reading = CampaignFile.read(file, Instant.parse("2027-02-05T12:30:00Z"));

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.campaign()).isPresent();
    assertThat(reading.campaign().get().show()).isEqualTo(BenchCampaign.SHOW);
    assertThat(reading.campaign().get().buckets()).isEqualTo(BenchCampaign.BUCKETS);
  }
}
