package io.hongbao.show.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Odds;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten slices of ten seconds, turns of five seconds unless said otherwise. */
class AudienceEstimateTest {

  private static final long WAVE = 100_000;
  private static final int TURN = 5_000;

  @Test
  void shouldNeedAPassingTurnForEachPacketOfAnEvenRelease() {
    var even =
        new AudienceEstimate(List.of(10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L), WAVE, TURN);

    assertThat(even.turnsAUser()).isEqualTo(20);
    assertThat(even.phonesToGiveAll(Odds.of("0.1"))).hasValue(50);
    assertThat(even.left(50, Odds.of("0.1"))).isZero();
    assertThat(even.left(40, Odds.of("0.1"))).isEqualTo(20);
    assertThat(even.oddsToGiveAll(40)).hasValue(new BigDecimal("0.125"));
  }

  @Test
  void shouldNeedMoreTurnsForWhatIsReleasedLate() {
    // Given: all of it when a tenth of the wave is left, in which a user has two turns
    var late = new AudienceEstimate(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 100L), WAVE, TURN);

    // Then
    assertThat(late.phonesToGiveAll(Odds.of("0.1"))).hasValue(500);
    assertThat(late.left(50, Odds.of("0.1"))).isEqualTo(90);
  }

  @Test
  void shouldServeWhatIsThereAtTheOpeningWithTheFirstTurnToo() {
    var atOnce =
        new AudienceEstimate(List.of(100L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L), WAVE, TURN);

    assertThat(atOnce.phonesToGiveAll(Odds.of("1"))).hasValue(5);
  }

  @Test
  void shouldKnowThatNobodyHasATurnForPacketsReleasedInTheOnlyTurn() {
    var oneTurn =
        new AudienceEstimate(
            List.of(10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L), WAVE, 100_000);

    assertThat(oneTurn.turnsAUser()).isEqualTo(1);
    assertThat(oneTurn.phonesToGiveAll(Odds.of("1"))).isEmpty();
    assertThat(oneTurn.oddsToGiveAll(1_000_000)).isEmpty();
    assertThat(oneTurn.left(1_000_000, Odds.of("1"))).isEqualTo(90);
  }

  @Test
  void shouldNotAskForMorePhonesThanThereArePeople() {
    var even = new AudienceEstimate(List.of(10L, 10L), WAVE, TURN);

    assertThat(even.phonesToGiveAll(Odds.of("0"))).isEmpty();
    assertThat(even.phonesToGiveAll(Odds.of("0.00000000000000000001"))).isEmpty();
  }

  @Test
  void shouldRoundOddsUpSoThatTheySuffice() {
    var even = new AudienceEstimate(List.of(10L, 10L), WAVE, TURN);

    assertThat(even.oddsToGiveAll(7)).hasValue(new BigDecimal("0.143"));
    assertThat(even.left(7, Odds.of("0.143"))).isZero();
  }

  @Test
  void shouldHaveNoOddsForAnAudienceThatIsTooSmall() {
    var even = new AudienceEstimate(List.of(50L, 50L), WAVE, TURN);

    assertThat(even.oddsToGiveAll(4)).isEmpty();
  }
}
