package io.hongbao.rules.cases;

import io.hongbao.domain.risk.RiskLevel;
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

  /**
   * Somebody whom the rule must hit.
   *
   * @param who the name of a user, device or address, whatever the rule's verdict is on
   * @param level of the verdict
   * @param byMillis by when, from the case's beginning
   */
  record Expectation(String who, RiskLevel level, long byMillis) {}

  public RuleCase {
    steps = List.copyOf(steps);
    expected = List.copyOf(expected);
  }
}
