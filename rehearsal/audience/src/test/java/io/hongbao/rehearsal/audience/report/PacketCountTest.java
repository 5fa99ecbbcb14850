package io.hongbao.rehearsal.audience.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.limits.Limits;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rehearsal.audience.report.PlanProgress.Gap;
import io.hongbao.rehearsal.audience.report.PlanProgress.Line;
import io.hongbao.show.seeds.SeedPlan;
import io.hongbao.show.seeds.SeedPlanner;
import io.hongbao.wire.records.WonRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PacketCountTest {

  private static final long OPENS = 1_800_000_000_000L;

  @Test
  void shouldReleaseAsTheCurveDoes() {
    Campaign campaign = campaign(aWave("first", 0, 10, new Curve.Uniform(), pool("cola", 10)));

    PlanProgress progress = new PacketCount(campaign, OPENS, 10).progress("here");

    assertThat(progress.stepSeconds()).isEqualTo(1);
    assertThat(progress.total().released())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 10L);
    assertThat(progress.total().issued()).hasSize(11).containsOnly(0L);
    assertThat(progress.total().largestGap()).isEqualTo(new Gap(9, -10));
  }

  @Test
  void shouldCountEveryPacketOnceFromTheInstantAtWhichItWasIssued() {
    Campaign campaign = campaign(aWave("first", 0, 10, new Curve.Uniform(), pool("cola", 10)));
    PacketCount count = new PacketCount(campaign, OPENS + 2_000, 3);

    count.issued(won("p1", "first", OPENS + 500));
    count.issued(won("p2", "first", OPENS + 2_001));
    count.issued(won("p2", "first", OPENS + 2_001));
    count.issued(won("p3", "first", OPENS + 3_000));
    count.issued(won("p4", "first", OPENS + 9_000));
    count.issued(won("p5", "another", OPENS + 2_500));

    assertThat(count.progress("here").enterprises())
        .containsExactly(new Line("Cola", 10, List.of(3L, 4L, 5L, 6L), List.of(1L, 3L, 3L, 3L)));
  }

  @Test
  void shouldCountOnlyTheWavesThatWereOpenDuringTheLoad() {
    Campaign campaign =
        campaign(
            aWave("over", 0, 10, new Curve.Uniform(), pool("cola", 10)),
            aWave("open", 20, 30, new Curve.Uniform(), pool("cola", 20), pool("tea", 10)),
            aWave("later", 60, 70, new Curve.Uniform(), pool("tea", 40)));
    PacketCount count = new PacketCount(campaign, OPENS + 15_000, 20);

    count.issued(won("p1", "over", OPENS + 5_000));
    count.issued(won("p2", "open", OPENS + 25_000));
    PlanProgress progress = count.progress("here");

    assertThat(progress.total().planned()).isEqualTo(30);
    assertThat(progress.total().releasedAtEnd()).isEqualTo(30);
    assertThat(progress.total().issuedAtEnd()).isEqualTo(1);
    assertThat(progress.enterprises()).extracting(Line::name).containsExactly("Cola", "Tea");
    assertThat(progress.enterprises()).extracting(Line::releasedAtEnd).containsExactly(20L, 10L);
  }

  @Test
  void shouldHaveNothingToSayWhenNoWaveWasOpen() {
    Campaign campaign = campaign(aWave("later", 60, 70, new Curve.Ramp(), pool("tea", 40)));

    PlanProgress progress = new PacketCount(campaign, OPENS, 20).progress("here");

    assertThat(progress.total().planned()).isZero();
    assertThat(progress.enterprises()).isEmpty();
  }

  @Test
  void shouldTakeLongerStepsForALongLoad() {
    Campaign campaign =
        campaign(aWave("first", 0, 86_400, new Curve.Uniform(), pool("cola", 86_400)));

    PlanProgress progress = new PacketCount(campaign, OPENS, 86_400).progress("here");

    assertThat(progress.stepSeconds()).isEqualTo(144);
    assertThat(progress.steps()).isEqualTo(601);
    assertThat(progress.total().releasedAtEnd()).isEqualTo(86_400);
  }

  @Test
  void shouldBeWithinAPacketOfTheSeedsThatThePlannerMakes() {
    List<Curve> curves =
        List.of(
            new Curve.Uniform(),
            new Curve.Ramp(),
            new Curve.Steps(
                List.of(
                    new Curve.Step(0, new BigDecimal("0.25")),
                    new Curve.Step(9_000, new BigDecimal("0.75")))));
    for (Curve curve : curves) {
      Campaign campaign =
          campaign(aWave("first", 0, 30, curve, pool("cola", 700), pool("tea", 131)));

      PlanProgress progress = new PacketCount(campaign, OPENS, 30).progress("here");

      Map<String, List<Long>> seeds = seedsReleased(campaign, 30);
      for (Line line : progress.enterprises()) {
        List<Long> expected = seeds.get(line.name());
        for (int step = 0; step < line.released().size(); step++) {
          assertThat(line.released().get(step))
              .as("%s of %s at %d s", curve, line.name(), step)
              .isBetween(expected.get(step) - 1, expected.get(step) + 1);
        }
      }
    }
  }

  /** How many seeds of each enterprise are released at each second, as the log would have them. */
  private static Map<String, List<Long>> seedsReleased(Campaign campaign, int seconds) {
    Map<String, List<Long>> offsets = new TreeMap<>();
    SeedPlan plan = SeedPlanner.plan(campaign, new WaveSecret(new byte[32]));
    for (int bucket = 0; bucket < plan.buckets(); bucket++) {
      plan.readBatches(
          bucket,
          (number, batch) ->
              batch.seeds().stream()
                  .map(Seed::releaseOffsetMillis)
                  .forEach(
                      offset ->
                          offsets
                              .computeIfAbsent(name(batch.enterpriseId()), id -> new ArrayList<>())
                              .add(offset)));
    }
    Map<String, List<Long>> released = new TreeMap<>();
    offsets.forEach(
        (name, ofEnterprise) -> {
          List<Long> counts = new ArrayList<>();
          for (long second = 0; second <= seconds; second++) {
            long untilMillis = second * 1_000;
            counts.add(ofEnterprise.stream().filter(offset -> offset <= untilMillis).count());
          }
          released.put(name, counts);
        });
    return released;
  }

  private static Campaign campaign(CampaignWave... waves) {
    return new Campaign(
        "gala",
        "Asia/Shanghai",
        4,
        new Limits(3, 1),
        List.of(new Enterprise("cola", "Cola", "", ""), new Enterprise("tea", "Tea", "", "")),
        List.of(),
        List.of(waves));
  }

  private static CampaignWave aWave(
      String id, long opensSeconds, long closesSeconds, Curve curve, Pool... pools) {
    return new CampaignWave(
        new WaveSchedule(id, OPENS + opensSeconds * 1_000, OPENS + closesSeconds * 1_000, 1_000),
        Odds.of("0.5"),
        Odds.of("0"),
        curve,
        List.of(pools));
  }

  private static Pool pool(String enterprise, int packets) {
    return new Pool(enterprise, packets, packets * 100L, 100, 100);
  }

  private static String name(String enterprise) {
    return enterprise.equals("cola") ? "Cola" : "Tea";
  }

  private static WonRecord won(String packetId, String wave, long appendedAtMillis) {
    return new WonRecord(
        packetId,
        "gala",
        0,
        "u1",
        new ShakeId(wave, 1),
        "cola",
        100,
        RiskLevel.NONE,
        0,
        0,
        appendedAtMillis,
        false);
  }
}
