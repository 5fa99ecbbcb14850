package io.hongbao.rules.cases;

import io.hongbao.yaml.Problem;
import java.util.List;

/** Cases, or what is wrong with their file. */
public record CasesReading(List<RuleCase> cases, List<Problem> problems) {

  public CasesReading {
    cases = List.copyOf(cases);
    problems = List.copyOf(problems);
  }
}
