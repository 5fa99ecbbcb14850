package io.hongbao.rehearsal.rundown;

import io.hongbao.yaml.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading a script: the script or problems, never both.
 *
 * @param problems of the script and of the campaign files that it names
 */
public record RundownReadResult(Optional<RundownScript> script, List<Problem> problems) {

  public RundownReadResult {
    problems = List.copyOf(problems);
    if (script.isPresent() != problems.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a script or problems, got " + problems.size() + " problems");
    }
  }
}
