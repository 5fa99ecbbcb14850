package io.hongbao.yaml;

import java.util.Comparator;

/**
 * A fault of a file and where it stands.
 *
 * @param file as the reader named it
 * @param line from 1
 * @param column from 1
 * @param message what is wrong and what was expected
 */
public record Problem(String file, int line, int column, String message)
    implements Comparable<Problem> {

  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::message);

  @Override
  public int compareTo(Problem other) {
    return BY_PLACE.compare(this, other);
  }

  /** The form that editors can jump by: {@code file:line:column: message}. */
  @Override
  public String toString() {
    return file + ':' + line + ':' + column + ": " + message;
  }
}
