package io.hongbao.show.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.ReleaseTimes;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.limits.Limits;
import io.hongbao.show.Campaigns;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Promises of the planner, each held against some hundred campaigns of all kinds. */
class SeedPlannerTest {

  private static final int CAMPAIGNS = 200;
  private static final WaveSecret SEED = new WaveSecret(new byte[WaveSecret.LENGTH]);

  @Test
  void shouldGiveEachPoolItsPacketsAndItsBudgetToTheFen() {
    forEachPool(
        (wave, planned) -> {
          List<Seed> seeds = planned.allSeeds();
          Pool pool = planned.pool();
          assertThat(seeds)
              .hasSize(pool.packets())
              .allMatch(seed -> seed.amountFen() >= pool.minFen())
              .allMatch(seed -> seed.amountFen() <= pool.maxFen());
          assertThat(seeds.stream().mapToLong(Seed::amountFen).sum()).isEqualTo(pool.budgetFen());
        });
  }

  @Test
  void shouldReleaseTheRowOfAWaveExactlyByItsCurve() {
    for (long number = 0; number < CAMPAIGNS; number++) {
      Campaign campaign = Campaigns.random(number);
      List<List<SeedBatch>> buckets = plan(campaign, SEED);
      for (CampaignWave wave : campaign.waves()) {
        List<Long> offsets =
            wave.pools().stream()
                .flatMap(pool -> planned(wave, pool, buckets).allSeeds().stream())
                .map(Seed::releaseOffsetMillis)
                .sorted()
                .toList();

        ReleaseTimes times = times(wave);
        List<Long> expected = new ArrayList<>();
        for (long i = 0; i < times.packets(); i++) {
          expected.add(times.offsetMillis(i));
        }
        assertThat(offsets).as("%s of %s", wave.id(), campaign.show()).isEqualTo(expected);
        assertThat(offsets).allMatch(offset -> offset < lengthMillis(wave));
      }
    }
  }

  @Test
  void shouldReleaseEachPoolByTheSameCurve() {
    forEachPool(
        (wave, planned) -> {
          ReleaseTimes times = times(wave);
          int pools = wave.pools().size();
          List<Long> offsets = planned.sortedOffsets();
          for (int i = 0; i < offsets.size(); i++) {
            long place = (2L * i + 1) * times.packets() / (2L * offsets.size());
            assertThat(offsets.get(i))
                .isBetween(
                    times.offsetMillis(Math.max(0, place - pools)),
                    times.offsetMillis(Math.min(times.packets() - 1, place + pools)));
          }
        });
  }

  @Test
  void shouldGiveEveryBucketOneSeedOfEachRound() {
    forEachPool(
        (wave, planned) -> {
          List<Long> offsets = planned.sortedOffsets();
          int buckets = planned.seedsByBucket().size();
          for (List<Seed> seeds : planned.seedsByBucket()) {
            assertThat(seeds.size() - offsets.size() / buckets).isBetween(0, 1);
            for (int round = 0; round < seeds.size(); round++) {
              int last = Math.min((round + 1) * buckets, offsets.size()) - 1;
              assertThat(seeds.get(round).releaseOffsetMillis())
                  .isBetween(offsets.get(round * buckets), offsets.get(last));
            }
          }
        });
  }

  @Test
  void shouldPlanTheSameFromTheSameSeed() {
    for (long number = 0; number < CAMPAIGNS; number++) {
      Campaign campaign = Campaigns.random(number);

      assertThat(plan(campaign, SEED)).isEqualTo(plan(Campaigns.random(number), SEED));
    }
  }

  @Test
  void shouldPlanOtherwiseFromAnotherSeed() {
    byte[] other = new byte[WaveSecret.LENGTH];
    other[31] = 1;
    Campaign campaign =
        Campaigns.of(
            "gala",
            8,
            Campaigns.wave(
                "first",
                Campaigns.OPENS,
                new Curve.Uniform(),
                new Pool("cola", 100, 50_000, 1, 2_000)));

    assertThat(plan(campaign, SEED)).isNotEqualTo(plan(campaign, new WaveSecret(other)));
  }

  /** A resumed load relies on this: who changes it must change SeedPlanner.VERSION too. */
  @Test
  void shouldPlanAsItsVersionAlwaysDid() {
    Campaign campaign =
        Campaigns.of(
            "gala",
            2,
            Campaigns.wave(
                "first",
                Campaigns.OPENS,
                new Curve.Ramp(),
                new Pool("cola", 3, 900, 100, 500),
                new Pool("tea", 1, 7, 7, 7)));

    assertThat(SeedPlanner.VERSION).isEqualTo(1);
    assertThat(plan(campaign, SEED))
        .isEqualTo(
            List.of(
                List.of(
                    new SeedBatch(
                        "first",
                        "cola",
                        0,
                        List.of(new Seed(427, 150_000), new Seed(100, 259_807)))),
                List.of(
                    new SeedBatch("first", "cola", 0, List.of(new Seed(373, 0))),
                    new SeedBatch("first", "tea", 0, List.of(new Seed(7, 212_132))))));
  }

  @Test
  void shouldCutSeedsIntoBatchesInTheOrderOfTheCampaign() {
    // Given
    CampaignWave first =
        Campaigns.wave(
            "first",
            Campaigns.OPENS,
            new Curve.Uniform(),
            new Pool("tea", 1_001, 1_001, 1, 1),
            new Pool("cola", 1, 1, 1, 1));
    CampaignWave second =
        Campaigns.wave(
            "second",
            Campaigns.OPENS + 300_000,
            new Curve.Uniform(),
            new Pool("cola", 500, 500, 1, 1));

    // When
    List<SeedBatch> batches = plan(Campaigns.of("gala", 1, first, second), SEED).get(0);

    // Then
    assertThat(batches)
        .extracting(SeedBatch::waveId, SeedBatch::enterpriseId, batch -> batch.seeds().size())
        .containsExactly(
            tuple("first", "tea", 500),
            tuple("first", "tea", 500),
            tuple("first", "tea", 1),
            tuple("first", "cola", 1),
            tuple("second", "cola", 500));
  }

  /** A pool and its seeds, bucket by bucket. */
  private record PlannedPool(Pool pool, List<List<Seed>> seedsByBucket) {

    List<Seed> allSeeds() {
      return seedsByBucket.stream().flatMap(List::stream).toList();
    }

    List<Long> sortedOffsets() {
      return allSeeds().stream().map(Seed::releaseOffsetMillis).sorted().toList();
    }
  }

  private static void forEachPool(BiConsumer<CampaignWave, PlannedPool> check) {
    for (long number = 0; number < CAMPAIGNS; number++) {
      Campaign campaign = Campaigns.random(number);
      List<List<SeedBatch>> buckets = plan(campaign, SEED);
      for (CampaignWave wave : campaign.waves()) {
        for (Pool pool : wave.pools()) {
          check.accept(wave, planned(wave, pool, buckets));
        }
      }
    }
  }

  @Test
  void shouldReleaseNoMoreThanTheCapOfAllPoolsTogetherInAnySecond() {
    CampaignWave heap =
        new CampaignWave(
            new WaveSchedule("first", 0, 60_000, 5_000),
            Odds.of("1"),
            Odds.of("0"),
            new Curve.Capped(new Curve.Steps(List.of(new Curve.Step(0, new BigDecimal("1")))), 20),
            List.of(
                new Pool("cola", 600, 60_000, 100, 100), new Pool("tea", 400, 40_000, 100, 100)));

    Campaign campaign =
        new Campaign(
            "gala",
            "Asia/Shanghai",
            4,
            new Limits(3, 1),
            List.of(new Enterprise("cola", "Cola", "", ""), new Enterprise("tea", "Tea", "", "")),
            List.of(),
            List.of(heap));

    long[] offsets =
        plan(campaign, SEED).stream()
            .flatMap(List::stream)
            .flatMap(batch -> batch.seeds().stream())
            .mapToLong(Seed::releaseOffsetMillis)
            .sorted()
            .toArray();

    assertThat(offsets).hasSize(1_000).startsWith(0, 50, 100).endsWith(49_950);
    for (int i = 0; i + 20 < offsets.length; i++) {
      assertThat(offsets[i + 20] - offsets[i]).isGreaterThanOrEqualTo(1_000);
    }
  }

  private static PlannedPool planned(CampaignWave wave, Pool pool, List<List<SeedBatch>> buckets) {
    List<List<Seed>> seedsByBucket = new ArrayList<>();
    for (List<SeedBatch> batches : buckets) {
      seedsByBucket.add(
          batches.stream()
              .filter(batch -> batch.waveId().equals(wave.id()))
              .filter(batch -> batch.enterpriseId().equals(pool.enterpriseId()))
              .flatMap(batch -> batch.seeds().stream())
              .toList());
    }
    return new PlannedPool(pool, seedsByBucket);
  }

  private static List<List<SeedBatch>> plan(Campaign campaign, WaveSecret planningSeed) {
    SeedPlan plan = SeedPlanner.plan(campaign, planningSeed);
    List<List<SeedBatch>> buckets = new ArrayList<>();
    for (int bucket = 0; bucket < plan.buckets(); bucket++) {
      List<SeedBatch> batches = new ArrayList<>();
      plan.readBatches(
          bucket,
          (number, batch) -> {
            batches.add(batch);
            assertThat(number).isEqualTo(batches.size());
          });
      buckets.add(batches);
    }
    return buckets;
  }

  private static ReleaseTimes times(CampaignWave wave) {
    long packets = wave.pools().stream().mapToLong(Pool::packets).sum();
    return new ReleaseTimes(wave.curve(), lengthMillis(wave), packets);
  }

  private static long lengthMillis(CampaignWave wave) {
    return wave.schedule().closesAtMillis() - wave.schedule().opensAtMillis();
  }
}
