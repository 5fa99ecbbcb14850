package io.hongbao.domain.draw;

/** What a control record did to a bucket. */
public enum ControlEffect {
  /** Kept, and applied unless one before it is missing: store it. */
  KEPT,
  /** Kept, and the show is over: forget everything but this record. */
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
