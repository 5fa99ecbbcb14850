package io.hongbao.rehearsal.torture;

/**
 * A fault that was done.
 *
 * @param pid of the process that was hit; 0 for a full disk
 * @param atMillis when, by the audience's clock, epoch milliseconds
 */
record InjectedFault(Fault fault, long pid, long atMillis) {

  /** When a pause or a full disk was over; the instant of a kill. */
  long untilMillis() {
    return atMillis + fault.lasts().toMillis();
  }
}
