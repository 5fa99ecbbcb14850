package io.hongbao.rehearsal.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** What {@code up} says to people, in two columns. For any threads. */
final class UpLines {

  private static final String BEGINNING_OF_LINE = "\r";
  private static final String CLEAR_REST_OF_LINE = "\033[K";

  private final PrintWriter to;
  private final boolean isTerminal;
  private boolean transientShown;

  /**
   * @param isTerminal whether a line can be written over
   */
  UpLines(PrintWriter to, boolean isTerminal) {
    this.to = to;
    this.isTerminal = isTerminal;
  }

  static String columns(String what, String rest) {
    return String.format(Locale.ROOT, "%-14s %s", what, rest);
  }

  /** Says a line that stays. */
  synchronized void say(String line) {
    to.println(overTransient() + line);
    to.flush();
    transientShown = false;
  }

  /** Says how things stand: on a terminal the next line is written over it. */
  synchronized void sayInPassing(String line) {
    if (isTerminal) {
      to.print(overTransient() + line);
      to.flush();
      transientShown = true;
    } else {
      say(line);
    }
  }

  /** Says how a step stands that ends soon: on a terminal alone, where it is written over. */
  synchronized void showProgress(String line) {
    if (isTerminal) {
      sayInPassing(line);
    }
  }

  private String overTransient() {
    return transientShown ? BEGINNING_OF_LINE + CLEAR_REST_OF_LINE : "";
  }
}
