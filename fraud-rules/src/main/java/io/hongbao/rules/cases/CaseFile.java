package io.hongbao.rules.cases;

import io.hongbao.rules.cases.RuleCase.Expectation;
import io.hongbao.rules.model.VerdictSpec;
import io.hongbao.yaml.BoundedFile;
import io.hongbao.yaml.Problem;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.YamlDocument;
import io.hongbao.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the cases of a rule. */
public final class CaseFile {

  /** Cases, or what is wrong with their file. */
  public record CaseReadResult(List<RuleCase> cases, List<Problem> problems) {

    public CaseReadResult {
      cases = List.copyOf(cases);
      problems = List.copyOf(problems);
    }
  }

  private static final int MAX_FILE_BYTES = 256 * 1024;
  private static final int MAX_NESTING = 8;
  private static final int MAX_PROBLEMS = 100;
  private static final int MAX_CASES = 100;
  private static final int MAX_ENTRIES = 200;
  private static final int MAX_TEXT_LENGTH = 200;
  private static final long DEFAULT_TURN_MILLIS = 5_000;

  private static final List<String> FILE_KEYS = List.of("turn", "cases");
  private static final List<String> CASE_KEYS = List.of("name", "shakes", "expect");

  private final VerdictSpec verdict;
  private final Problems problems;

  private CaseFile(VerdictSpec verdict, Problems problems) {
    this.verdict = verdict;
    this.problems = problems;
  }

  /** Reads the file beside a rule whose verdict is given. */
  public static CaseReadResult read(Path path, VerdictSpec verdict) {
    Problems problems = new Problems(path.toString(), MAX_PROBLEMS);
    List<RuleCase> cases =
        BoundedFile.read(path, "cases", MAX_FILE_BYTES, problems)
            .flatMap(bytes -> YamlDocument.compose(bytes, "cases", MAX_NESTING, problems))
            .map(root -> new CaseFile(verdict, problems).cases(root))
            .orElse(List.of());
    return new CaseReadResult(problems.isEmpty() ? cases : List.of(), problems.byPlace());
  }

  /** Reads cases out of a text. */
  public static CaseReadResult parse(String name, String text, VerdictSpec verdict) {
    Problems problems = new Problems(name, MAX_PROBLEMS);
    List<RuleCase> cases =
        YamlDocument.compose(text, "cases", MAX_NESTING, problems)
            .map(root -> new CaseFile(verdict, problems).cases(root))
            .orElse(List.of());
    return new CaseReadResult(problems.isEmpty() ? cases : List.of(), problems.byPlace());
  }

  private List<RuleCase> cases(Node root) {
    List<RuleCase> cases = new ArrayList<>();
    YamlMapping.read(root, "file of cases", FILE_KEYS, problems)
        .ifPresent(
            file -> {
              Optional<Long> turn =
                  file.valueOr("turn", DEFAULT_TURN_MILLIS, Scalars.millis(100, 600_000));
              for (Node node : file.items("cases", MAX_CASES)) {
                YamlMapping.read(node, "case", CASE_KEYS, problems)
                    .flatMap(map -> ruleCase(map, turn.orElse(DEFAULT_TURN_MILLIS)))
                    .ifPresent(cases::add);
              }
            });
    return cases;
  }

  private Optional<RuleCase> ruleCase(YamlMapping map, long turnMillis) {
    Optional<String> name = map.value("name", Scalars.text(MAX_TEXT_LENGTH));
    StepParser stepParser = new StepParser(problems);
    List<CaseStep> steps = new ArrayList<>();
    for (Node node : map.items("shakes", MAX_ENTRIES)) {
      stepParser.parse(node).ifPresent(steps::add);
    }
    ExpectationParser expectationParser = new ExpectationParser(verdict, problems);
    List<Expectation> expected = new ArrayList<>();
    if (map.node("expect").isPresent()) {
      for (Node node : map.itemsIfAny("expect", MAX_ENTRIES)) {
        expected.addAll(expectationParser.parse(node));
      }
    }
    Mark mark = map.node().getStartMark().orElseThrow();
    return name.map(
        text ->
            new RuleCase(
                text, mark.getLine() + 1, mark.getColumn() + 1, turnMillis, steps, expected));
  }
}
