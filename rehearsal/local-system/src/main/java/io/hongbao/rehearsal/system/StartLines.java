package io.hongbao.rehearsal.system;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tells people what has started, where it is and how long it took: a line each, in the same columns
 * as those of supervised processes.
 *
 * @param to gets the lines, from any thread
 */
record StartLines(Consumer<String> to) {

  /** A part or a step of the start is done. */
  void ready(String what, String where, long sinceNanos) {
    to.accept(
        String.format(
            Locale.ROOT,
            "%-14s %-28s ready after %.1f s",
            what,
            where,
            (System.nanoTime() - sinceNanos) / 1e9));
  }

  /** Does a step and tells when it is done. */
  void step(String what, String where, Runnable step) {
    long fromNanos = System.nanoTime();
    step.run();
    ready(what, where, fromNanos);
  }
}
