package io.hongbao.rules.cases;

import io.hongbao.yaml.Problem;
import java.util.List;

/** Cases, or what is wrong with their file. */
public record CaseReadResult(List<RuleCase> cases, List<Problem> problems) {

  public CaseReadResult {
    cases = List.copyOf(cases);
    problems = List.copyOf(problems);
  }
}
