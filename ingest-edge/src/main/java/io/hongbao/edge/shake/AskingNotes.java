package io.hongbao.edge.shake;

/** The poller's notes on one {@link Question}, in its monotonic milliseconds. For its thread. */
final class AskingNotes {

  /** Before any time there is. */
  static final long NEVER = Long.MIN_VALUE;

  long putAtMillis = NEVER;
  long nextAskAtMillis;
  long closedAskedAtMillis;
  boolean isBeingAsked;
}
