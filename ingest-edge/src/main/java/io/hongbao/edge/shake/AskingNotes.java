package io.hongbao.edge.shake;

/** The poller's notes on one {@link Question}, in its monotonic milliseconds. For its thread. */
final class AskingNotes {

  long putAtMillis;
  long nextAskAtMillis;
  long closedAskedAtMillis;
  boolean isBeingAsked;
}
