package io.hongbao.rehearsal.processes;

import io.hongbao.rehearsal.parts.Ports;
import java.util.HashSet;
import java.util.Set;

/**
 * Ports that only parts use among each other. They lie 10,000 from the ones that people know, so
 * that two systems on one machine stay apart.
 */
final class InnerPorts {

  private static final int DISTANCE = 10_000;

  private static final int MAX_FROM_PORT = 65_000;

  private final Set<Integer> taken;

  /**
   * @param promised to others
   */
  InnerPorts(Set<Integer> promised) {
    this.taken = new HashSet<>(promised);
  }

  /** A free one that goes with a known port. */
  int nextBeside(int knownPort) {
    int from = knownPort + DISTANCE;
    return next(from <= MAX_FROM_PORT ? from : knownPort - DISTANCE);
  }

  /** A free one, this or above. */
  int next(int from) {
    int port = Ports.nextFree(from, taken);
    taken.add(port);
    return port;
  }
}
