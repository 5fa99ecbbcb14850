package io.hongbao.domain.draw;

import static io.hongbao.domain.fixtures.Controls.batch;
import static io.hongbao.domain.fixtures.Controls.batchFrom;
import static io.hongbao.domain.fixtures.Controls.seed;
import static io.hongbao.domain.fixtures.TermsFixture.COLA;
import static io.hongbao.domain.fixtures.TermsFixture.OPENS_AT_MILLIS;
import static io.hongbao.domain.fixtures.TermsFixture.SCHEDULE;
import static io.hongbao.domain.fixtures.TermsFixture.TEA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeedPoolsTest {

  private final SeedPools pools = new SeedPools();

  @Test
  void shouldGiveTheSeedThatWasReleasedEarliest() {
    pools.add(1, batch(COLA, seed(1, 2_000), seed(2, 3_000)));
    pools.add(2, batch(TEA, seed(3, 1_000)));
    assertThat(earliest(5_000)).contains(new SeedPosition(2, 0, TEA, seed(3, 1_000), 1));
  }

  @Test
  void shouldGiveASeedAtItsReleaseAndNotBefore() {
    pools.add(1, batch(COLA, seed(1, 2_000)));
    assertThat(earliest(1_999)).isEmpty();
    assertThat(earliest(2_000)).contains(new SeedPosition(1, 0, COLA, seed(1, 2_000), 1));
  }

  @Test
  void shouldSayIntoHowManySharesAPacketIsSplit() {
    pools.add(1, batchOfShares(5));

    assertThat(earliest(1_000)).contains(new SeedPosition(1, 0, COLA, seed(5, 0), 5));
  }

  @Test
  void shouldRefuseSharesThatSeedsCannotBeSplitInto() {
    assertThatThrownBy(() -> batchOfShares(6))
        .hasMessage("seed of 5 fen in 6 shares: expected 1 fen each");
    assertThatThrownBy(() -> batchOfShares(0)).hasMessage("shares 0: expected 1 to 100");
    assertThatThrownBy(() -> batchOfShares(101)).hasMessage("shares 101: expected 1 to 100");
    assertThat(batchOfShares(5).ofPlan(3).shares()).isEqualTo(5);
    assertThat(new SeedBatch(1, "first", COLA, 0, List.of(seed(1_000, 0)), 100).shares())
        .isEqualTo(100);
  }

  private static SeedBatch batchOfShares(int shares) {
    return new SeedBatch(SeedBatch.NO_PLAN, SCHEDULE.id(), COLA, 0, List.of(seed(5, 0)), shares);
  }

  @Test
  void shouldBreakTiesByTheOrderOfTheCampaign() {
    pools.add(1, batch(TEA, seed(1, 1_000)));
    pools.add(2, batch(COLA, seed(2, 1_000)));
    assertThat(earliest(1_000)).contains(new SeedPosition(2, 0, COLA, seed(2, 1_000), 1));
    assertThat(earliest(1_000, List.of(TEA, COLA)))
        .contains(new SeedPosition(1, 0, TEA, seed(1, 1_000), 1));
  }

  @Test
  void shouldBreakTiesOfAnEnterpriseByTheNumberOfTheBatch() {
    pools.add(4, batch(COLA, seed(1, 1_000)));
    pools.add(9, batch(COLA, seed(2, 1_000)));
    assertThat(earliest(1_000)).contains(new SeedPosition(4, 0, COLA, seed(1, 1_000), 1));
  }

  @Test
  void shouldCountABatchFromItsInstantHoweverEarlyItsSeedsAre() {
    pools.add(1, batchFrom(OPENS_AT_MILLIS + 4_000, COLA, seed(1, 0), seed(2, 6_000)));
    assertThat(earliest(3_999)).isEmpty();
    assertThat(earliest(4_000)).contains(new SeedPosition(1, 0, COLA, seed(1, 0), 1));
    pools.advance(1, 1);
    assertThat(earliest(5_999)).isEmpty();
    assertThat(earliest(6_000)).contains(new SeedPosition(1, 1, COLA, seed(2, 6_000), 1));
  }

  @Test
  void shouldRankAddedSeedsByTheInstantFromWhichTheyCount() {
    pools.add(1, batchFrom(OPENS_AT_MILLIS + 4_000, COLA, seed(1, 0)));
    pools.add(2, batch(TEA, seed(2, 3_000)));
    assertThat(earliest(5_000)).contains(new SeedPosition(2, 0, TEA, seed(2, 3_000), 1));
  }

  @Test
  void shouldGiveEachSeedInTurnUntilThePoolIsExhausted() {
    pools.add(1, batch(COLA, seed(1, 0), seed(2, 0)));
    assertThat(earliest(0)).contains(new SeedPosition(1, 0, COLA, seed(1, 0), 1));
    pools.advance(1, 1);
    assertThat(earliest(0)).contains(new SeedPosition(1, 1, COLA, seed(2, 0), 1));
    pools.advance(1, 2);
    assertThat(earliest(0)).isEmpty();
  }

  @Test
  void shouldPassOverEnterprisesThatTheUserMayNotWinFrom() {
    pools.add(1, batch(COLA, seed(1, 0)));
    pools.add(2, batch(TEA, seed(2, 1_000)));
    assertThat(
            pools.earliestReleased(
                SCHEDULE, OPENS_AT_MILLIS + 1_000, List.of(COLA, TEA), id -> !id.equals(COLA)))
        .contains(new SeedPosition(2, 0, TEA, seed(2, 1_000), 1));
  }

  @Test
  void shouldNotGiveFromAnEnterpriseThatTheTermsDoNotName() {
    pools.add(1, batch("rice", seed(1, 0)));
    assertThat(earliest(0)).isEmpty();
  }

  @Test
  void shouldKeepTheWavesApart() {
    pools.add(1, new SeedBatch("second", COLA, 0, List.of(seed(1, 0))));
    assertThat(earliest(0)).isEmpty();
  }

  @Test
  void shouldCountWhatIsLeftByEnterpriseOverAllWaves() {
    pools.add(1, batch(COLA, seed(1, 0), seed(2, 0)));
    pools.add(2, new SeedBatch("second", COLA, 0, List.of(seed(3, 0))));
    pools.add(3, batch(TEA, seed(4, 0)));
    pools.advance(1, 1);
    pools.advance(3, 1);
    assertThat(pools.seedsLeft()).isEqualTo(Map.of(COLA, 2L, TEA, 0L));
  }

  @Test
  void shouldTakeItAsNoChangeThatTheSameSeedsAreGone() {
    pools.add(1, batch(COLA, seed(1, 0), seed(2, 0)));
    pools.advance(1, 0);
    assertThat(pools.seedsLeft()).isEqualTo(Map.of(COLA, 2L));
    pools.advance(1, 1);
    pools.advance(1, 1);
    assertThat(pools.seedsLeft()).isEqualTo(Map.of(COLA, 1L));
  }

  @Test
  void shouldRefuseToTakeASeedThatIsNotThere() {
    pools.add(1, batch(COLA, seed(1, 0), seed(2, 0)));
    pools.advance(1, 2);
    assertThatThrownBy(() -> pools.advance(1, 1)).hasMessageContaining("batch 1");
    assertThatThrownBy(() -> pools.advance(1, 3)).hasMessageContaining("batch 1 has no seed 2");
    assertThatThrownBy(() -> pools.advance(7, 1)).hasMessageContaining("batch 7");
  }

  private Optional<SeedPosition> earliest(long millisAfterOpening) {
    return earliest(millisAfterOpening, List.of(COLA, TEA));
  }

  private Optional<SeedPosition> earliest(long millisAfterOpening, List<String> enterpriseIds) {
    return pools.earliestReleased(
        SCHEDULE, OPENS_AT_MILLIS + millisAfterOpening, enterpriseIds, id -> true);
  }
}
