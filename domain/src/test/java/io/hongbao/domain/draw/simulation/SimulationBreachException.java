package io.hongbao.domain.draw.simulation;

/** A promise was broken. The message says which, by what, and what happened around it. */
public final class SimulationBreachException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Which promise. */
  public enum Kind {
    /** Two instances, or an instance and its replay, say different things of one log entry. */
    INSTANCES_DISAGREE,
    /** A turn got another outcome than before. */
    OUTCOME_CHANGED,
    /** A phone saw another outcome than before. */
    SEEN_CHANGED,
    /** The cache held an outcome, and a phone was not told. */
    OUTCOME_HIDDEN,
    /** Decided although the bucket was behind, had a gap or was over. */
    DECIDED_UNREADY,
    /** Decided although the log took it too early. */
    DECIDED_EARLY,
    /** Decided in the wrong bucket or partition, or of a turn that is not. */
    DECIDED_AMISS,
    /** Not decided although nothing stood against it. */
    NOT_DECIDED,
    /** A loser got something else than the lottery says. */
    OTHER_THAN_LOTTERY,
    /** A seed was won that was never loaded, or not with this worth. */
    SEED_UNKNOWN,
    /** A seed was won twice. */
    SEED_TWICE,
    /** A seed was won by a turn that started before the seed counted. */
    SEED_EARLY,
    /** A seed was won by a turn that started in a pause. */
    WON_IN_PAUSE,
    /** A user holds more than the limits allow. */
    LIMIT_EXCEEDED,
    /** The steps of a passing turn were taken in another order, or another seed was first. */
    OTHER_STEP,
    /** Issued and left are not what was loaded. */
    MONEY_MISSING
  }

  private final Kind kind;

  SimulationBreachException(Kind kind, String message) {
    super(kind + ": " + message);
    this.kind = kind;
  }

  SimulationBreachException(Kind kind, String message, SimulationBreachException cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
