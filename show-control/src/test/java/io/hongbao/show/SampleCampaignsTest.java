package io.hongbao.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.show.seeds.PlanningSeed;
import io.hongbao.show.seeds.SeedPlan;
import io.hongbao.show.seeds.SeedPlanner;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the campaigns that ship are good for. */
class SampleCampaignsTest {

  private static final Instant NOW = Instant.parse("2027-02-05T12:00:00Z");

  @Test
  void firstWinShouldLetALoneNewcomerWinWithinSeconds() {
    // Given
    CampaignReadResult reading = read("first-win.yaml");
    Campaign campaign = reading.campaign().orElseThrow();
    CampaignWave wave = campaign.waves().get(0);

    // Then: it is a new show each time and opens soon
    assertThat(reading.newShowEachTime()).isTrue();
    assertThat(wave.schedule().opensAtMillis()).isEqualTo(NOW.toEpochMilli() + 5_000);

    // and five turns all miss once in a thousand times
    assertThat(wave.schedule().turnMillis()).isEqualTo(3_000);
    assertThat(wave.odds().share()).isEqualByComparingTo("0.75");

    // and every bucket holds a hundred seeds of every enterprise from the first second
    SeedPlan plan = SeedPlanner.plan(campaign, PlanningSeed.forPreview(reading.sha256()));
    for (int bucket = 0; bucket < campaign.buckets(); bucket++) {
      Map<String, Integer> atOpening = new HashMap<>();
      plan.readBatches(bucket, (number, batch) -> countAtOpening(batch, atOpening));
      assertThat(atOpening)
          .hasSize(3)
          .allSatisfy((id, count) -> assertThat(count).isGreaterThan(100));
    }
  }

  @Test
  void galaShouldFitTwentyThousandPhones() {
    // Given
    Campaign campaign = read("gala.yaml").campaign().orElseThrow();
    CampaignWave wave = campaign.waves().get(0);
    WaveSchedule schedule = wave.schedule();

    // Then
    int packets = wave.pools().stream().mapToInt(Pool::packets).sum();
    assertThat(packets).isEqualTo(12_000);
    assertThat(wave.pools()).hasSize(5);
    assertThat(wave.pools().stream().map(Pool::budgetFen).distinct().count()).isGreaterThan(3);
    assertThat(schedule.closesAtMillis() - schedule.opensAtMillis()).isEqualTo(300_000);
    long turns = 20_000 * 300_000L / schedule.turnMillis();
    BigDecimal passing = wave.odds().share().multiply(BigDecimal.valueOf(turns));
    assertThat(passing.intValueExact()).isBetween(packets, packets * 115 / 100);
  }

  @Test
  void twoShortWavesShouldLeaveTimeBetweenThemAndFitTwentyThousandPhones() {
    Campaign campaign = read("two-short-waves.yaml").campaign().orElseThrow();
    WaveSchedule first = campaign.waves().get(0).schedule();
    WaveSchedule second = campaign.waves().get(1).schedule();

    assertThat(first.opensAtMillis()).isEqualTo(NOW.toEpochMilli() + 20_000);
    assertThat(first.closesAtMillis()).isEqualTo(NOW.toEpochMilli() + 60_000);
    assertThat(second.opensAtMillis()).isEqualTo(NOW.toEpochMilli() + 85_000);
    assertThat(20_000 * 1_000 / first.turnMillis()).isEqualTo(2_000);
  }

  private static CampaignReadResult read(String name) {
    CampaignReadResult reading = CampaignFile.read(Path.of("..", "campaigns", name), NOW);
    assertThat(reading.problems()).isEmpty();
    return reading;
  }

  private static void countAtOpening(SeedBatch batch, Map<String, Integer> counts) {
    long count = batch.seeds().stream().filter(seed -> seed.releaseOffsetMillis() == 0).count();
    counts.merge(batch.enterpriseId(), (int) count, Integer::sum);
  }
}
