package io.hongbao.domain.draw;

/** What a control record did to a bucket. */
public enum ControlEffect {
  /** Kept, and applied unless one before it is missing: store it. */
  KEPT,
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
  AFTER_END
}
