package io.hongbao.domain.draw;

import static io.hongbao.domain.fixtures.Controls.batch;
import static io.hongbao.domain.fixtures.Controls.seed;
import static io.hongbao.domain.fixtures.Shakes.aShake;
import static io.hongbao.domain.fixtures.TermsFixture.COLA;
import static io.hongbao.domain.fixtures.TermsFixture.OPENS_AT_MILLIS;
import static io.hongbao.domain.fixtures.TermsFixture.SCHEDULE;
import static io.hongbao.domain.fixtures.TermsFixture.TEA;
import static io.hongbao.domain.fixtures.TermsFixture.terms;
import static io.hongbao.domain.fixtures.TermsFixture.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.DrawDecision.Change;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.DrawEngine.PassingTurn;
import io.hongbao.domain.draw.UserTally.DecidedTurn;
import io.hongbao.domain.fixtures.Shakes;
import io.hongbao.domain.fixtures.TermsFixture;
import io.hongbao.domain.risk.RiskLevel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Each line of "A passing turn, in this order". */
class DrawEngineTest {

  private static final Outcome STARS = new Outcome.Greeting("stars");
  private static final Outcome WON_COLA = new Outcome.Packet("before.0.1.0", COLA, 500);
  private static final Outcome WON_TEA = new Outcome.Packet("before.0.2.0", TEA, 500);

  private final DrawEngine engine = new DrawEngine();
  private final SeedPools pools = new SeedPools();
  private final Pauses pauses = new Pauses();

  @Test
  void shouldGiveTheOutcomeDecidedBeforeEvenToOneWhoMayNotWinAnyMore() {
    pools.add(1, batch(COLA, seed(1, 0)));
    UserTally full = tally(WON_COLA, WON_TEA, WON_COLA);
    Shakes shake = aShake().turn(1).risk(RiskLevel.BLOCK);
    assertThat(decide(shake, full, terms())).isEqualTo(Decided.withoutChange(WON_TEA));
  }

  @Test
  void shouldSayLimitedToAUserWhoWonEnough() {
    pools.add(1, batch(COLA, seed(1, 0)));
    UserTally full = tally(WON_TEA, WON_TEA, WON_TEA);
    assertThat(decide(aShake().turn(5), full, terms()))
        .isEqualTo(kept(full, 5, Outcome.LIMITED_USER));
  }

  @Test
  void shouldLetAUserWinUpToTheLimit() {
    pools.add(1, batch(COLA, seed(1, 0)));
    UserTally two = tally(WON_TEA, WON_TEA);
    assertThat(decide(aShake().turn(5), two, terms()))
        .isEqualTo(won(two, 5, 1, 0, COLA, seed(1, 0)));
  }

  @Test
  void shouldLookAtTheLimitBeforeTheRiskLevel() {
    UserTally full = tally(WON_TEA, WON_TEA, WON_TEA);
    assertThat(decide(aShake().turn(5).risk(RiskLevel.EMPTY), full, terms()))
        .isEqualTo(kept(full, 5, Outcome.LIMITED_USER));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"EMPTY", "HOLD", "BLOCK"})
  void shouldSendTheSuspectDownTheLosingRoadAndRememberIt(RiskLevel riskLevel) {
    pools.add(1, batch(COLA, seed(1, 0)));
    assertThat(decide(aShake().turn(5).risk(riskLevel), UserTally.EMPTY, terms()))
        .isEqualTo(kept(UserTally.EMPTY, 5, STARS));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"EMPTY", "HOLD", "BLOCK"})
  void shouldLetTheMerelyWatchedWin(RiskLevel riskLevel) {
    pools.add(1, batch(COLA, seed(1, 0)));
    assertThat(decide(aShake().turn(5).risk(riskLevel), UserTally.EMPTY, terms()))
        .isEqualTo(won(UserTally.EMPTY, 5, 1, 0, COLA, seed(1, 0)));
  }

  @Test
  void shouldGiveTheEarliestSeedOfAnEnterpriseThatTheUserMayStillWinFrom() {
    pools.add(1, batch(COLA, seed(1, 0)));
    pools.add(2, batch(TEA, seed(2, 1_000)));
    UserTally hasCola = tally(WON_COLA);
    assertThat(decide(aShake().turn(5), hasCola, terms()))
        .isEqualTo(won(hasCola, 5, 2, 0, TEA, seed(2, 1_000)));
  }

  @Test
  void shouldSayLimitedIfOnlyOtherEnterprisesHaveReleasedSeeds() {
    pools.add(1, batch(COLA, seed(1, 0)));
    UserTally hasCola = tally(WON_COLA);
    assertThat(decide(aShake().turn(5), hasCola, terms()))
        .isEqualTo(kept(hasCola, 5, Outcome.LIMITED_ENTERPRISE));
  }

  @Test
  void shouldMissIfTheSeedsOfOtherEnterprisesAreNotReleasedYet() {
    pools.add(1, batch(COLA, seed(1, 60_000)));
    UserTally hasCola = tally(WON_COLA);
    assertThat(decide(aShake().turn(5), hasCola, terms()))
        .isEqualTo(kept(hasCola, 5, Outcome.MISS));
  }

  @Test
  void shouldMissIfNothingIsLeft() {
    pools.add(1, batch(COLA, seed(1, 0)));
    pools.advance(1, 1);
    assertThat(decide(aShake().turn(5), UserTally.EMPTY, terms()))
        .isEqualTo(kept(UserTally.EMPTY, 5, Outcome.MISS));
  }

  @Test
  void shouldJudgeReleaseByTheStartOfTheTurnAndNotByTheLog() {
    pools.add(1, batch(COLA, seed(1, 30_000)));
    Shakes late = aShake().turn(5).at(OPENS_AT_MILLIS + 39_000);
    assertThat(decide(late, UserTally.EMPTY, terms()))
        .isEqualTo(kept(UserTally.EMPTY, 5, Outcome.MISS));
  }

  @Test
  void shouldJudgeLimitsByTheStartOfTheTurn() {
    pools.add(1, batch(TEA, seed(1, 0)));
    TermsFixture tighter = terms().limits(2, 2).limitsFrom(OPENS_AT_MILLIS + 30_000, 1, 1);
    UserTally one = tally(WON_COLA);
    assertThat(decide(aShake().turn(5).at(OPENS_AT_MILLIS + 39_000), one, tighter))
        .isEqualTo(won(one, 5, 1, 0, TEA, seed(1, 0)));
    assertThat(decide(aShake().turn(6), one, tighter))
        .isEqualTo(kept(one, 6, Outcome.LIMITED_USER));
  }

  @Test
  void shouldChangeNothingByDeciding() {
    pools.add(1, batch(COLA, seed(1, 0)));
    Decided once = decide(aShake().turn(5), UserTally.EMPTY, terms());
    assertThat(decide(aShake().turn(5), UserTally.EMPTY, terms())).isEqualTo(once);
    assertThat(pools.seedsLeft()).containsEntry(COLA, 1L);
  }

  private Decided decide(Shakes shakes, UserTally tally, TermsFixture terms) {
    Shake shake = shakes.build();
    long startsAtMillis = SCHEDULE.turnStartsAtMillis(shake.turn(), UserHash.of(shake.user()));
    PassingTurn turn = new PassingTurn(shake, wave(SCHEDULE, "1", "1"), startsAtMillis, STARS);
    return engine.decide(turn, tally, pools, pauses, terms.build());
  }

  /** A user whose turns 0, 1, 2 … had these outcomes. */
  private static UserTally tally(Outcome... outcomes) {
    UserTally tally = UserTally.EMPTY;
    for (int turn = 0; turn < outcomes.length; turn++) {
      tally = tally.with(new DecidedTurn(TermsFixture.WAVE, turn, outcomes[turn]));
    }
    return tally;
  }

  private static Decided kept(UserTally before, int turn, Outcome outcome) {
    UserTally after = before.with(new DecidedTurn(TermsFixture.WAVE, turn, outcome));
    return new Decided(outcome, Optional.of(new Change(after, Optional.empty())));
  }

  private static Decided won(
      UserTally before, int turn, long batch, int index, String enterpriseId, Seed seed) {
    Outcome outcome =
        new Outcome.Packet(
            TermsFixture.SHOW + ".0." + batch + "." + index, enterpriseId, seed.amountFen());
    UserTally after = before.with(new DecidedTurn(TermsFixture.WAVE, turn, outcome));
    SeedPosition position = new SeedPosition(batch, index, enterpriseId, seed, 1);
    return new Decided(outcome, Optional.of(new Change(after, Optional.of(position))));
  }

  @Test
  void shouldKeepEveryPassingTurnOfAUserInItsTally() {
    UserTally tally = UserTally.EMPTY;
    for (int turn = 0; turn < 3; turn++) {
      tally = decide(aShake().turn(turn), tally, terms()).change().orElseThrow().tallyAfter();
    }
    assertThat(tally.turns())
        .isEqualTo(
            List.of(
                new DecidedTurn(TermsFixture.WAVE, 0, Outcome.MISS),
                new DecidedTurn(TermsFixture.WAVE, 1, Outcome.MISS),
                new DecidedTurn(TermsFixture.WAVE, 2, Outcome.MISS)));
  }
}
