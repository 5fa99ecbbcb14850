package io.hongbao.rehearsal.torture;

import java.time.Duration;
import java.util.Locale;

/**
 * One thing to break.
 *
 * @param instance of its kind, from 1
 * @param lasts how long a pause or a full disk is kept up; zero for a kill
 * @param after how long to wait before it, counted from when everything flowed again; from the
 *     fault before if it overlaps
 * @param overlaps whether it comes in the middle of the recovery from the fault before
 */
record Fault(
    Kind kind, PartKind part, int instance, Duration lasts, Duration after, boolean overlaps) {

  /** What is done to a part. */
  enum Kind {
    /** SIGKILL of its process. */
    KILL,
    /** SIGSTOP of its process, and SIGCONT later. */
    PAUSE,
    /** Its disk has no byte left for a while. */
    FULL;

    /** As people write it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Fault {
    if (instance < 1) {
      throw new IllegalArgumentException("instance " + instance + ": expected at least 1");
    }
    if ((kind == Kind.KILL) != lasts.isZero() || lasts.isNegative()) {
      throw new IllegalArgumentException(kind + " lasts " + lasts + ": only a kill takes no time");
    }
    if (after.isNegative()) {
      throw new IllegalArgumentException("after " + after + ": expected 0 or more");
    }
  }

  String processName() {
    return part.processName(instance);
  }

  /**
   * A fault that was done.
   *
   * @param pid of the process that was hit; 0 for a full disk
   * @param atMillis when, by the audience's clock, epoch milliseconds
   */
  record InjectedFault(Fault fault, long pid, long atMillis) {

    /** When a pause or a full disk was over; the instant of a kill. */
    long untilMillis() {
      return atMillis + fault.lasts().toMillis();
    }
  }
}
