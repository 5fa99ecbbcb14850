package io.hongbao.edge.show;

/** What a named turn is good for at an instant. */
public enum TurnStatus {
  /** The show has no such wave. */
  UNKNOWN_WAVE,
  /** The wave closes before the turn would start. */
  NO_SUCH_TURN,
  /** The turn has not started yet. */
  FUTURE,
  /** A shake may use it: it is the current one or one of the two before. */
  USABLE,
  /** Too long ago to be used; its answer may still be looked up. */
  PAST
}
