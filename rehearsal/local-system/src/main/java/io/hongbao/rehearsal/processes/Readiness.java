package io.hongbao.rehearsal.processes;

/** Whether a part serves. */
@FunctionalInterface
public interface Readiness {

  /** Asked some times a second while the part starts; answers within a second or so. */
  boolean isReady();
}
