package io.hongbao.rules.cases;

import java.util.List;

/**
 * How a case went.
 *
 * @param differences from what was expected, each a sentence; empty if it went as it should
 */
public record CaseResult(RuleCase ruleCase, List<String> differences) {

  public CaseResult {
    differences = List.copyOf(differences);
  }

  public boolean passed() {
    return differences.isEmpty();
  }
}
