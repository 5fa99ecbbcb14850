package io.hongbao.rules.ruleset;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Texts that are no rule set; the message has every problem on a line of its own. */
public final class RuleProblemsException extends OperationFailedException {

  private final transient List<Problem> problems;

  RuleProblemsException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
