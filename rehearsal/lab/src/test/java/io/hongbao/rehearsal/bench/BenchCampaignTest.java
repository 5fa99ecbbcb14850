package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReadResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BenchCampaignTest {

  @TempDir private Path folder;

  static Stream<BenchCampaign> campaigns() {
    return Stream.of(
        BenchCampaign.gala(Duration.ofSeconds(3), Duration.ofMinutes(90)),
        BenchCampaign.generous(Duration.ofSeconds(1), Duration.ofMinutes(90)),
        BenchCampaign.passing(Duration.ofMillis(200), Duration.ofSeconds(2)));
  }

  @ParameterizedTest
  @MethodSource("campaigns")
  void shouldBeACampaignWithoutProblems(BenchCampaign show) {
    Path file = show.writeInto(folder);

    CampaignReadResult reading = CampaignFile.read(file, Instant.parse("2027-02-05T12:30:00Z"));

    assertThat(reading.problems()).isEmpty();
    Campaign campaign = reading.campaign().orElseThrow();
    assertThat(campaign.show()).isEqualTo(BenchCampaign.SHOW);
    assertThat(campaign.buckets()).isEqualTo(BenchCampaign.BUCKETS);
    assertThat(campaign.waves().get(0).schedule().turnMillis()).isEqualTo(show.turn().toMillis());
  }
}
