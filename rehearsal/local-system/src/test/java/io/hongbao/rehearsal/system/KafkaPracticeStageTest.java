package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.WaveSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaPracticeStageTest {

  private static final Instant NOW = Instant.parse("2027-02-05T12:29:00Z");

  @TempDir private Path directory;

  @Test
  void shouldKnowTheWavesOfAFileThatOpenAtATimeOfDay() throws IOException {
    Path file = campaign("2027-02-05T20:30:00");

    assertThat(KafkaPracticeStage.fixed(file, NOW))
        .containsExactly(
            new WaveSchedule(
                "first", NOW.toEpochMilli() + 60_000, NOW.toEpochMilli() + 360_000, 5_000));
  }

  @Test
  void shouldNotWaitForWavesThatOpenAfterTheLoad() throws IOException {
    assertThat(KafkaPracticeStage.fixed(campaign("now+10s"), NOW)).isEmpty();
  }

  @Test
  void shouldKnowNothingOfAFileThatCannotBeRead() {
    assertThat(KafkaPracticeStage.fixed(directory.resolve("none.yaml"), NOW)).isEmpty();
  }

  private Path campaign(String opens) throws IOException {
    return Files.writeString(
        directory.resolve("campaign.yaml"),
        """
        show: gala
        time_zone: Asia/Shanghai
        buckets: 4
        limits: {packets_per_user: 3, packets_per_user_and_enterprise: 1}
        turn: 5s
        enterprises:
          - {id: cola, name: "Cola"}
        greetings:
          - {id: stars, text: "Happy New Year"}
        waves:
          - id: first
            opens: OPENS
            closes: +5m
            odds: 0.5
            greeting_odds: 0.5
            curve: uniform
            pools:
              - {enterprise: cola, packets: 20, budget: 40.00, min: 1.00, max: 8.00}
        """
            .replace("OPENS", opens));
  }
}
