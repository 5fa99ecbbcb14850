package io.hongbao.domain.money;

import java.util.Objects;

/**
 * The state of one share of a packet.
 *
 * @param friend who took it; empty for the winner's share and while nobody has
 * @param step 0 until it is first to be paid, see {@link ShareStep}
 * @param dueAtMillis the log's time before which its grace cannot end; 0 unless it is in its grace
 */
public record ShareState(Phase phase, String friend, int step, long dueAtMillis) {

  /** A phase in a share's life. Codes on the wire are never reused. */
  public enum Phase {
    /** Nobody has taken it. */
    OPEN(0),
    /** Nobody has taken it; whoever does finds it held. */
    MARKED(1),
    /** Claimed, in its grace: it is not to be paid yet. */
    CLAIMED(2),
    /** Claimed, and to be paid: an instruction is out. */
    INSTRUCTED(3),
    /** Claimed, and waiting for a person to decide. */
    HELD(4),
    /** Paid, for good. */
    PAID(5),
    /** Given back since nobody took it in time, for good. */
    EXPIRED(6),
    /** Given back since it was refused, for good. */
    RETURNED(7);

    private static final Phase[] PHASES = values();

    private final int code;

    Phase(int code) {
      this.code = code;
    }

    /** The number that stands for it in states. */
    public int code() {
      return code;
    }

    /** Whether nobody has taken the share, and it was not given back. */
    public boolean isUntaken() {
      return this == OPEN || this == MARKED;
    }

    /** Whether the share is claimed and not held: its money is owed or paid. */
    public boolean isClaimed() {
      return this == CLAIMED || this == INSTRUCTED || this == PAID;
    }

    /**
     * The phase of a code.
     *
     * @throws IllegalArgumentException if no phase has it
     */
    public static Phase ofCode(int code) {
      for (Phase phase : PHASES) {
        if (phase.code == code) {
          return phase;
        }
      }
      throw new IllegalArgumentException("phase " + code + ": unknown");
    }
  }

  /** The state of a share that nobody has taken. */
  public static final ShareState OPEN = new ShareState(Phase.OPEN, "", 0, 0);

  public ShareState {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(friend, "friend");
    if (step < 0 || dueAtMillis < 0 || (dueAtMillis > 0 && phase != Phase.CLAIMED)) {
      throw new IllegalArgumentException(
          phase
              + " share of step "
              + step
              + ", due at "
              + dueAtMillis
              + ": expected 0 or more, and an instant only of a claimed one");
    }
  }

  /** The same share in another phase, with no grace running. */
  ShareState in(Phase next) {
    return new ShareState(next, friend, step, 0);
  }

  ShareState atStep(int next) {
    return new ShareState(phase, friend, next, 0);
  }

  ShareState takenBy(String user) {
    return new ShareState(phase, user, step, dueAtMillis);
  }

  ShareState inGraceUntil(long millis) {
    return new ShareState(Phase.CLAIMED, friend, step, millis);
  }
}
