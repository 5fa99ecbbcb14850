package io.hongbao.edge.gate;

import io.hongbao.tickets.InvalidTicketException;
import java.util.OptionalLong;

/** A small check before a shake is logged. Thread-safe; never blocks. */
public interface Gate {

  /** As it is called in metrics. */
  String name();

  /** Whether it needs to know what the body says; the body is read before the first such gate. */
  default boolean needsBody() {
    return false;
  }

  /** Checks a request, and may note on it what it found out. */
  GateResult check(ShakeRequest request);

  /** The decision of a gate. The transport decides how a phone is told. */
  sealed interface GateResult {

    GateResult PASS = new Pass();

    /** On to the next gate. */
    record Pass() implements GateResult {}

    /**
     * No wave is open that could be shaken for.
     *
     * @param millisToNextWave empty if none follows, or none whose opening is known
     * @param nextShakeAfterMillis when to ask again; empty if never
     */
    record Closed(OptionalLong millisToNextWave, OptionalLong nextShakeAfterMillis)
        implements GateResult {

      /** Until the next wave opens. */
      Closed(OptionalLong millisToNextWave) {
        this(millisToNextWave, millisToNextWave);
      }
    }

    /**
     * Not now, and nothing was sent.
     *
     * @param waitMillis until the user may shake again; empty if that is not known
     */
    record Busy(OptionalLong waitMillis) implements GateResult {}

    /** The ticket is missing or no good. */
    record BadTicket(InvalidTicketException refusal) implements GateResult {}

    /** A slowed user may not use this turn; the next that may be used starts then. */
    record TooSoon(long waitMillis) implements GateResult {}

    /** Refused, with nothing more to say than why. */
    record Refused(Reason reason) implements GateResult {}

    /** Why a gate refuses. */
    enum Reason {
      BODY_TOO_LARGE,
      NO_SHOW,
      UNKNOWN_WAVE,
      NO_SUCH_TURN,
      FUTURE_TURN,
      BLOCKED,
      TOO_MANY_WAIT
    }
  }
}
