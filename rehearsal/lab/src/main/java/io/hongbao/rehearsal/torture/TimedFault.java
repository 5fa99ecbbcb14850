package io.hongbao.rehearsal.torture;

/**
 * A fault and what came of it.
 *
 * @param recovery without its time if answers did not flow again in its window
 * @param cutShort whether the next fault came before they did, on purpose
 */
record TimedFault(InjectedFault struck, Recovery recovery, boolean cutShort) {

  TimedFault {
    if (cutShort && recovery.millis().isPresent()) {
      throw new IllegalArgumentException("cut short, and recovered: " + recovery);
    }
  }

  Fault fault() {
    return struck.fault();
  }
}
