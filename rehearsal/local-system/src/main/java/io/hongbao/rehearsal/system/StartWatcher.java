package io.hongbao.rehearsal.system;

import java.util.function.Consumer;

/** Follows a start, which tells it a line for people at each step, from any thread. */
public interface StartWatcher extends Consumer<String> {

  /** Hears how a step stands; the next line may take the place of this one. */
  default void inPassing(String line) {}

  /** Whether somebody wants the system to stop, so that what can wait is left out. */
  default boolean isStopWanted() {
    return false;
  }
}
