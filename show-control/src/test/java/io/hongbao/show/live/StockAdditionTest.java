package io.hongbao.show.live;

import static io.hongbao.show.live.LiveCampaigns.COLA;
import static io.hongbao.show.live.LiveCampaigns.FIRST;
import static io.hongbao.show.live.LiveCampaigns.OPENS;
import static io.hongbao.show.live.LiveCampaigns.SECOND;
import static io.hongbao.show.live.LiveCampaigns.SHOW;
import static io.hongbao.show.live.LiveCampaigns.TEA;
import static io.hongbao.show.live.LiveCampaigns.show;
import static io.hongbao.show.live.LiveCampaigns.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Seed;
import io.hongbao.show.Campaigns;
import io.hongbao.show.seeds.PlanningSeed;
import io.hongbao.show.seeds.PoolTotals;
import io.hongbao.show.seeds.SeedPlan;
import io.hongbao.show.seeds.SeedPlanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockAdditionTest {

  @Test
  void shouldAddNothingIfNothingIsAdded() {
    Campaign moved = show(LiveCampaigns.at(FIRST, OPENS + 20_000, OPENS + 320_000), SECOND);

    assertThat(added(moved).waves()).isEmpty();
    assertThat(seeds(added(moved))).isEmpty();
  }

  @Test
  void shouldAddTheDifferenceOfAPoolAndAllOfNewOnes() {
    // Given
    CampaignWave first = wave("first", OPENS, new Pool("cola", 120, 60_000, 200, 1_000), TEA);
    CampaignWave second = wave("second", OPENS + 600_000, COLA, TEA);
    CampaignWave third = wave("third", OPENS + 1_200_000, COLA);

    // When
    Campaign added = added(show(first, second, third));

    // Then
    assertThat(added.waves())
        .containsExactly(
            wave("first", OPENS, new Pool("cola", 20, 10_000, 200, 1_000)),
            wave("second", OPENS + 600_000, TEA),
            third);
    assertThat(seeds(added)).hasSize(130);
    assertThat(seeds(added).stream().mapToLong(Seed::amountFen).sum()).isEqualTo(61_000);
  }

  @Test
  void shouldSplitWhatIsAddedAsTheStagedPlanSays() {
    Pool split = new Pool("cola", 120, 60_000, 200, 1_000, 5);
    Campaign staged = show(wave("first", OPENS, split, TEA), SECOND);
    SeedPlan plan = SeedPlanner.plan(added(staged), PlanningSeed.forPreview("any"));

    Set<Integer> shares = new HashSet<>();
    for (int bucket = 0; bucket < plan.buckets(); bucket++) {
      plan.readBatches(bucket, (control, batch) -> shares.add(batch.shares()));
    }

    assertThat(plan.packets()).isEqualTo(20);
    assertThat(shares).containsExactly(5);
  }

  @Test
  void shouldPlanNoSeedsThatAreCarried() {
    CampaignWave carrying =
        LiveCampaigns.live(
            wave("third", OPENS + 1_200_000, TEA), Optional.empty(), Optional.of("first"));
    CampaignWave onlyCarrying =
        LiveCampaigns.live(
            wave("fourth", OPENS + 1_800_000), Optional.empty(), Optional.of("second"));

    assertThat(added(show(FIRST, SECOND, carrying, onlyCarrying)).waves())
        .containsExactly(wave("third", OPENS + 1_200_000, TEA));
  }

  @Test
  void shouldAllowToDropAWaveWithWhatIsLoadedForIt() {
    assertThat(added(show(FIRST)).waves()).isEmpty();
  }

  @Test
  void shouldRefuseAWaveThatComesBack() {
    StockAddition addition = StockAddition.of(List.of(SHOW, SHOW, show(FIRST)), SHOW);

    assertThat(addition.added()).isEmpty();
    assertThat(addition.problems())
        .containsExactly(
            "wave second was dropped by an earlier plan, and what was loaded for it is still in the log: expected another id");
  }

  @Test
  void shouldRefuseToTakeStockBack() {
    Campaign staged =
        show(
            wave("first", OPENS, new Pool("cola", 90, 49_999, 100, 2_000)),
            wave("second", OPENS + 600_000, new Pool("cola", 110, 40_000, 100, 2_000)));

    assertThat(StockAddition.of(List.of(SHOW), staged).problems())
        .containsExactly(
            "wave first: tea has no pool, and 10 packets of 10.00 yuan are loaded: expected these or more, stock is never taken back",
            "wave first: cola has 90 packets, and 100 are loaded: expected these or more, stock is never taken back",
            "wave first: cola has 499.99 yuan, and 500.00 are loaded: expected these or more, stock is never taken back",
            "wave second: cola has 400.00 yuan, and 500.00 are loaded: expected these or more, stock is never taken back");
  }

  @Test
  void shouldRefuseToAddToAWaveWhoseReleaseIsCapped() {
    CampaignWave first = FIRST.at(FIRST.schedule(), new Curve.Capped(FIRST.curve(), 10));
    CampaignWave more =
        wave("first", OPENS, new Pool("cola", 101, 50_100, 100, 2_000), TEA)
            .at(FIRST.schedule(), first.curve());

    assertThat(StockAddition.of(List.of(show(first, SECOND)), show(more, SECOND)).problems())
        .containsExactly(
            "wave first: its max_wins_per_second cannot hold what is added beside what is loaded:"
                + " expected its pools as they are, and another wave for more packets");
  }

  @Test
  void shouldRefuseMoneyThatItsPacketsCannotCarry() {
    assertThat(problem(new Pool("cola", 100, 50_001, 100, 2_000)))
        .isEqualTo(
            "wave first: cola gets 0.01 yuan more and no packet: expected more packets, or a budget of 500.00");
    assertThat(problem(new Pool("cola", 101, 50_000, 100, 2_000)))
        .isEqualTo(
            "wave first: cola gets 1 packets and 0.00 yuan more: 1 packets of 1.00 to 20.00 yuan cost 1.00 to 20.00, expected a budget of 501.00 to 520.00");
    assertThat(problem(new Pool("cola", 110, 70_001, 100, 2_000)))
        .isEqualTo(
            "wave first: cola gets 10 packets and 200.01 yuan more: 10 packets of 1.00 to 20.00 yuan cost 10.00 to 200.00, expected a budget of 510.00 to 700.00");
    assertThat(
            added(
                    show(
                        wave("first", OPENS, new Pool("cola", 110, 70_000, 100, 2_000), TEA),
                        SECOND))
                .waves())
        .containsExactly(wave("first", OPENS, new Pool("cola", 10, 20_000, 100, 2_000)));
  }

  @Test
  void shouldRefuseOtherBucketsAndEnterprisesInAnotherOrder() {
    Campaign staged =
        new Campaign(
            SHOW.show(),
            SHOW.timeZone(),
            32,
            SHOW.limits(),
            List.of(SHOW.enterprises().get(1), SHOW.enterprises().get(0)),
            SHOW.greetings(),
            SHOW.waves());

    assertThat(StockAddition.of(List.of(SHOW), staged).problems())
        .containsExactly(
            "buckets 32: expected 64, a show keeps them",
            "enterprises tea, cola: expected cola, tea first, whose order breaks ties, and new ones behind them");
  }

  /** What is planned is exactly what the staged plan gives beyond the active one. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void shouldPlanExactlyTheDifference(long number) {
    // Given
    Campaign active = Campaigns.random(number);
    SplittableRandom random = new SplittableRandom(number);
    List<CampaignWave> waves = new ArrayList<>();
    for (CampaignWave wave : active.waves()) {
      List<Pool> pools = new ArrayList<>();
      for (Pool pool : wave.pools()) {
        pools.add(random.nextInt(3) == 0 ? pool : more(pool, random));
      }
      waves.add(
          new CampaignWave(wave.schedule(), wave.odds(), wave.greetingOdds(), wave.curve(), pools));
    }
    Campaign staged =
        Campaigns.of(active.show(), active.buckets(), waves.toArray(CampaignWave[]::new));

    // When
    Campaign added = StockAddition.of(List.of(active), staged).added().orElseThrow();

    // Then
    PoolTotals sums = PoolTotals.of(active);
    assertThat(seeds(added)).hasSize((int) (PoolTotals.of(staged).packets() - sums.packets()));
    assertThat(seeds(added).stream().mapToLong(Seed::amountFen).sum())
        .isEqualTo(PoolTotals.of(staged).amountFen() - sums.amountFen());
  }

  private static Pool more(Pool pool, SplittableRandom random) {
    int packets = 1 + random.nextInt(500);
    long fen = packets * random.nextLong(pool.minFen(), pool.maxFen() + 1);
    return new Pool(
        pool.enterpriseId(),
        pool.packets() + packets,
        pool.budgetFen() + fen,
        pool.minFen(),
        pool.maxFen());
  }

  private static Campaign added(Campaign staged) {
    StockAddition addition = StockAddition.of(List.of(SHOW), staged);
    assertThat(addition.problems()).isEmpty();
    return addition.added().orElseThrow();
  }

  private static String problem(Pool colaOfFirst) {
    Campaign staged = show(wave("first", OPENS, colaOfFirst, TEA), SECOND);
    List<String> problems = StockAddition.of(List.of(SHOW), staged).problems();
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private static List<Seed> seeds(Campaign added) {
    SeedPlan plan = SeedPlanner.plan(added, PlanningSeed.forPreview("any"));
    List<Seed> seeds = new ArrayList<>();
    for (int bucket = 0; bucket < plan.buckets(); bucket++) {
      plan.readBatches(bucket, (control, batch) -> seeds.addAll(batch.seeds()));
    }
    return seeds;
  }
}
