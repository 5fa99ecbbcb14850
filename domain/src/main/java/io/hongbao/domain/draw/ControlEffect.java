package io.hongbao.domain.draw;

/** What a control record did to a bucket. */
public enum ControlEffect {
  /** Kept, and applied unless one before it is missing: store it. */
  KEPT,
  /**
   * Kept as above, and a record that it put in force says what must not be, {@link
   * Bucket#refusals}: store it, and tell the dead letters. The refused record changes nothing.
   */
  REFUSED,
  /**
   * The show is over: forget everything but its End, the record {@link Bucket#appliedUpTo}. That is
   * another record than this one if End had come first and waited.
   */
  ENDED,
  /** Known already: nothing changes. */
  REPEATED,
  /** Its number was used with other bytes: for the dead letters. */
  CONFLICT,
  /** Too far ahead of the records that are missing: for the dead letters. */
  TOO_FAR_AHEAD,
  /** The show is over: for the dead letters. */
  AFTER_END;

  /** Whether the record is new, and to be stored. */
  public boolean isKept() {
    return this == KEPT || this == REFUSED || this == ENDED;
  }
}
