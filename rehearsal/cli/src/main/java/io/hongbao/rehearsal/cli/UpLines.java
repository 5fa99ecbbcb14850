package io.hongbao.rehearsal.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** What {@code up} says to people, in two columns. For any threads. */
final class UpLines {

  private static final String BEGINNING_OF_LINE = "\r";
  private static final String CLEAR_REST_OF_LINE = "\033[K";

  private final PrintWriter to;
  private final boolean isTerminal;
  private boolean passingShown;

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
    to.println(overPassing() + line);
    to.flush();
    passingShown = false;
  }

  /** Says how things stand: on a terminal the next line is written over it. */
  synchronized void sayInPassing(String line) {
    if (isTerminal) {
      to.print(overPassing() + line);
      to.flush();
      passingShown = true;
    } else {
      say(line);
    }
  }

  private String overPassing() {
    return passingShown ? BEGINNING_OF_LINE + CLEAR_REST_OF_LINE : "";
  }
}
