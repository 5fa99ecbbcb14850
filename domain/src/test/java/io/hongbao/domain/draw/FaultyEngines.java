package io.hongbao.domain.draw;

import io.hongbao.domain.limits.Limits;
import java.util.Optional;

/** Engines with one wrong step each. */
final class FaultyEngines {

  private FaultyEngines() {}

  /** A repeat is drawn again. */
  static DrawEngine redrawingRepeats() {
    return new DrawEngine() {
      @Override
      Optional<Outcome> decidedBefore(PassingTurn turn, UserTally tally) {
        return Optional.empty();
      }
    };
  }

  /** A user may win one packet more. */
  static DrawEngine userLimitOffByOne() {
    return new DrawEngine() {
      @Override
      boolean userLimitReached(UserTally tally, Limits limits) {
        return tally.packets() > limits.packetsPerUser();
      }
    };
  }

  /** Nobody looks at how much a user won from an enterprise. */
  static DrawEngine withoutEnterpriseLimit() {
    return new DrawEngine() {
      @Override
      boolean enterpriseLimitReached(UserTally tally, String enterpriseId, Limits limits) {
        return false;
      }
    };
  }

  /** A turn is judged by when its request came. */
  static DrawEngine judgingByTheRequest() {
    return new DrawEngine() {
      @Override
      long judgedAtMillis(PassingTurn turn) {
        return turn.shake().appendedAtMillis();
      }
    };
  }

  /** A pause counts for what is posted in it, and not for the turns that start in it. */
  static DrawEngine pausingByTheRequest() {
    return new DrawEngine() {
      @Override
      boolean isPaused(PassingTurn turn, Pauses pauses) {
        return pauses.isPausedAt(turn.wave().id(), turn.shake().appendedAtMillis());
      }
    };
  }

  /** Changed limits count for a turn that starts one turn before their instant. */
  static DrawEngine changingLimitsOneTurnEarly() {
    return new DrawEngine() {
      @Override
      Limits limits(PassingTurn turn, Terms terms) {
        return terms.limitsAt(turn.startsAtMillis() + turn.wave().schedule().turnMillis());
      }
    };
  }

  /** A plan is followed whatever it says. */
  static DrawEngine followingAnyPlan() {
    return new DrawEngine() {
      @Override
      Optional<String> planProblem(Terms current, Terms next, long atMillis) {
        return Optional.empty();
      }
    };
  }

  /** A suspect's turn is sent away before anybody looks whether it was decided. */
  static DrawEngine lookingAtTheRiskFirst() {
    return new DrawEngine() {
      @Override
      Optional<Outcome> decidedBefore(PassingTurn turn, UserTally tally) {
        return turn.shake().riskLevel().walksLosingRoad()
            ? Optional.of(turn.losingOutcome())
            : super.decidedBefore(turn, tally);
      }
    };
  }
}
