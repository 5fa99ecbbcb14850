package io.hongbao.rules.file;

import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Where a place within a scalar's text stands in the file. In a text of one line that is exact, in
 * a literal block (|) the line is; elsewhere lines were folded, and the scalar's beginning must do.
 *
 * @param line from 1
 * @param column from 1
 */
record PlaceInScalar(int line, int column) {

  /**
   * Of a place in the text.
   *
   * @param line from 1
   * @param column from 0
   */
  static PlaceInScalar of(ScalarNode scalar, int line, int column) {
    Mark start = scalar.getStartMark().orElseThrow();
    Mark end = scalar.getEndMark().orElseThrow();
    ScalarStyle style = scalar.getScalarStyle();
    if (style == ScalarStyle.LITERAL) {
      return new PlaceInScalar(start.getLine() + 1 + line, 1);
    }
    if (start.getLine() == end.getLine() && line == 1) {
      int quote = style == ScalarStyle.PLAIN ? 0 : 1;
      return new PlaceInScalar(start.getLine() + 1, start.getColumn() + 1 + quote + column);
    }
    return new PlaceInScalar(start.getLine() + 1, start.getColumn() + 1);
  }
}
