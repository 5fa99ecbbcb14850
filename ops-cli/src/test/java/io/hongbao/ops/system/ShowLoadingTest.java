package io.hongbao.ops.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.show.campaign.CampaignFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When {@code up} is ready with a show whose waves count from then. */
class ShowLoadingTest {

  private static final Path GALA = Path.of("..", "campaigns", "gala.yaml");

  @TempDir private Path folder;

  /** The gala has 12,000 packets, which take 12 ms at most. */
  @ParameterizedTest
  @CsvSource({
    "now+0s, 5012",
    "now+1s, 4012",
    "now+3s, 2012",
    "now+5012ms, 0",
    "now+1h, 0",
    "2027-02-05T20:30:00, 0"
  })
  void shouldCountNowFromTheEndOfALoadThatAWaveWouldNotWaitFor(String opens, long laterMillis)
      throws IOException {
    Path file = folder.resolve("campaign.yaml");
    Files.writeString(file, Files.readString(GALA).replace("opens: now+15s", "opens: " + opens));

    assertThat(
            ShowLoader.laterMillis(CampaignFile.read(file, Instant.parse("2027-02-05T12:00:00Z"))))
        .isEqualTo(laterMillis);
  }
}
