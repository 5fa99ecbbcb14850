package io.hongbao.domain.draw;

import io.hongbao.domain.draw.DrawDecision.Change;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.UserTally.DecidedTurn;
import io.hongbao.domain.limits.Limits;
import java.util.Optional;

/**
 * Decides a turn that passed the lottery. Pure: the same values give the same decision.
 *
 * <p>The steps are methods of their own so that the simulation can plant a fault in one and show
 * that it is caught.
 */
public class DrawEngine {

  /** Named in Terms. A change of any decision is another version, brought in between shows. */
  public static final int VERSION = 2;

  /**
   * The version before: terms and seeds counted as soon as they were in the log, and there was no
   * other control record than these and the End. Its logs are decided as they were.
   */
  public static final int VERSION_WITHOUT_ACTIVATION = 1;

  /**
   * A passing turn.
   *
   * @param startsAtMillis the start of the turn, by which it is judged
   * @param losingOutcome what it gets on the losing road
   */
  record PassingTurn(Shake shake, Wave wave, long startsAtMillis, Outcome losingOutcome) {}

  /** Decides by the tally and the pools as they stand just before the shake. */
  final Decided decide(
      PassingTurn turn, UserTally tally, SeedPools pools, Pauses pauses, Terms terms) {
    Optional<Outcome> before = decidedBefore(turn, tally);
    if (before.isPresent()) {
      return Decided.withoutChange(before.get());
    }
    long judgedAtMillis = judgedAtMillis(turn);
    Limits limits = limits(turn, terms);
    if (userLimitReached(tally, limits)) {
      return decided(turn, tally, Outcome.LIMITED_USER, Optional.empty());
    }
    if (turn.shake().riskLevel().walksLosingRoad() || isPaused(turn, pauses)) {
      return decided(turn, tally, turn.losingOutcome(), Optional.empty());
    }
    Optional<SeedPosition> seed =
        pools.earliestReleased(
            turn.wave().schedule(),
            judgedAtMillis,
            terms.enterpriseIds(),
            enterpriseId -> !enterpriseLimitReached(tally, enterpriseId, limits));
    if (seed.isPresent()) {
      return decided(turn, tally, packet(turn.shake(), seed.get()), seed);
    }
    boolean anyReleased =
        pools
            .earliestReleased(
                turn.wave().schedule(), judgedAtMillis, terms.enterpriseIds(), any -> true)
            .isPresent();
    Outcome outcome = anyReleased ? Outcome.LIMITED_ENTERPRISE : Outcome.MISS;
    return decided(turn, tally, outcome, Optional.empty());
  }

  Optional<Outcome> decidedBefore(PassingTurn turn, UserTally tally) {
    return tally.outcomeOf(turn.shake().waveId(), turn.shake().turn());
  }

  long judgedAtMillis(PassingTurn turn) {
    return turn.startsAtMillis();
  }

  Limits limits(PassingTurn turn, Terms terms) {
    return terms.limitsAt(judgedAtMillis(turn));
  }

  boolean isPaused(PassingTurn turn, Pauses pauses) {
    return pauses.isPausedAt(turn.wave().id(), judgedAtMillis(turn));
  }

  /** Why a plan must not be followed, see {@link PlanChange#problem}. */
  Optional<String> planProblem(Terms current, Terms next, long atMillis) {
    return PlanChange.problem(current, next, atMillis);
  }

  boolean userLimitReached(UserTally tally, Limits limits) {
    return tally.packets() >= limits.packetsPerUser();
  }

  boolean enterpriseLimitReached(UserTally tally, String enterpriseId, Limits limits) {
    return tally.packetsOf(enterpriseId) >= limits.packetsPerUserAndEnterprise();
  }

  private static Outcome packet(Shake shake, SeedPosition position) {
    return new Outcome.Packet(
        position.packetId(shake.show(), shake.bucket()),
        position.enterpriseId(),
        position.seed().amountFen());
  }

  private static Decided decided(
      PassingTurn turn, UserTally tally, Outcome outcome, Optional<SeedPosition> taken) {
    Shake shake = turn.shake();
    UserTally after = tally.with(new DecidedTurn(shake.waveId(), shake.turn(), outcome));
    return new Decided(outcome, Optional.of(new Change(after, taken)));
  }
}
