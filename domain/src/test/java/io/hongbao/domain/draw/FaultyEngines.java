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
