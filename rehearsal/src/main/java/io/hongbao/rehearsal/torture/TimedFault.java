package io.hongbao.rehearsal.torture;

import java.util.OptionalLong;

/**
 * A fault and what came of it.
 *
 * @param recoveryMillis see {@link Recovery}; empty if answers did not flow again in its window
 * @param cutShort whether the next fault came before they did, on purpose
 */
record TimedFault(StruckFault struck, OptionalLong recoveryMillis, boolean cutShort) {

  TimedFault {
    if (cutShort && recoveryMillis.isPresent()) {
      throw new IllegalArgumentException("cut short, and recovered after " + recoveryMillis);
    }
  }

  Fault fault() {
    return struck.fault();
  }
}
