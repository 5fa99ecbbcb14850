package io.hongbao.rehearsal.rundown;

import io.hongbao.domain.OperationFailedException;

/** What a script is played on. */
interface PlayedSystem {

  /**
   * Does what a step asks for and returns when it is done.
   *
   * @return what there is to say of it
   * @throws OperationFailedException if it is refused or cannot be done; the message says why
   */
  String perform(Order order) throws InterruptedException;

  /** Looks whether something holds now. */
  Observation observe(Order.Expectation expectation) throws InterruptedException;

  /**
   * What was seen.
   *
   * @param said what there is to say of it
   */
  record Observation(boolean met, String said) {}
}
