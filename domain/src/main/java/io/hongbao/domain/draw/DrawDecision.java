package io.hongbao.domain.draw;

import java.util.Objects;
import java.util.Optional;

/** What a bucket says of a shake. */
public sealed interface DrawDecision {

  /**
   * The turn has an outcome.
   *
   * @param outcome the same for every shake of this turn
   * @param change what to remember, if this shake decided it; empty for losers and repeats
   */
  record Decided(Outcome outcome, Optional<Change> change) implements DrawDecision {
    public Decided {
      Objects.requireNonNull(outcome, "outcome");
    }

    static Decided withoutChange(Outcome outcome) {
      return new Decided(outcome, Optional.empty());
    }
  }

  /**
   * What a passing turn changes.
   *
   * @param tallyAfter the user's new tally
   * @param taken the seed that was won, if one was
   */
  record Change(UserTally tallyAfter, Optional<SeedPosition> taken) {}

  /** Nothing is decided yet; the phone may ask again. Never stored as an outcome. */
  record Closed(ClosedReason reason) implements DrawDecision {
    public Closed {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The record contradicts itself: an edge's fault, for the dead letters. */
  record Refused(String why) implements DrawDecision {}

  /** Why nothing is decided yet. */
  enum ClosedReason {
    /** The bucket has no terms, or older ones than the edge follows. */
    BEHIND,
    /** A control record is missing. */
    GAP,
    /** The terms ask for another version of the engine. */
    OTHER_ENGINE,
    /** The newest plan has no such wave. */
    NO_WAVE,
    /** The wave waits for the value of its public beacon. */
    NO_BEACON,
    /** By the newest plan the wave closes before this turn. */
    NO_TURN,
    /** The log took the shake before its turn started. */
    EARLY,
    /** The show is over. */
    ENDED
  }
}
