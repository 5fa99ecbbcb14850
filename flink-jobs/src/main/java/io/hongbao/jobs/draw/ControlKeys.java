package io.hongbao.jobs.draw;

import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import java.io.Serializable;

/** The keys that the draw job holds: one checks who sent a control record, one opens secrets. */
record ControlKeys(VerifyingKey verifyingKey, SealingKey sealingKey) {

  /**
   * Loads the keys where the job runs. It travels with the job and is shown in dashboards, so it
   * may say where keys lie and must not hold any.
   */
  @FunctionalInterface
  interface Loader extends Serializable {
    ControlKeys load();
  }
}
