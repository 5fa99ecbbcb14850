package io.hongbao.rules.cases;

import java.util.List;

/**
 * What must come out of some shakes. Whoever is not expected must not be hit.
 *
 * @param line where it stands, from 1
 * @param column from 1
 */
public record RuleCase(
    String name,
    int line,
    int column,
    long turnMillis,
    List<CaseStep> steps,
    List<Expectation> expected) {

  public RuleCase {
    steps = List.copyOf(steps);
    expected = List.copyOf(expected);
  }
}
