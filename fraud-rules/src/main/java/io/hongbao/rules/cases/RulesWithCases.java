package io.hongbao.rules.cases;

import io.hongbao.rules.cases.CaseFile.CaseReadResult;
import io.hongbao.rules.file.RuleFileNames;
import io.hongbao.rules.file.RuleFolder;
import io.hongbao.rules.file.RuleReadResult;
import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule set as analysts keep it: rules with the cases beside them.
 *
 * @param reading of the rule files
 * @param rules those without a problem
 * @param problems of rules and cases, by their place
 */
public record RulesWithCases(
    RuleReadResult reading, List<CasedRule> rules, List<Problem> problems) {

  public RulesWithCases {
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }

  /**
   * A rule and its cases.
   *
   * @param file of the cases, whether it is there or not
   */
  public record CasedRule(ParsedRule parsed, Path file, List<RuleCase> cases) {
    public CasedRule {
      cases = List.copyOf(cases);
    }
  }

  /** Reads rules and folders of them; a file of cases stands for the rule that it is beside. */
  public static RulesWithCases read(List<Path> paths) {
    RuleReadResult reading =
        RuleFolder.read(paths.stream().map(RuleFileNames::ruleOf).distinct().toList());
    List<CasedRule> rules = new ArrayList<>();
    List<Problem> problems = new ArrayList<>(reading.problems());
    for (ParsedRule parsed : reading.rules()) {
      Path file = RuleFileNames.casesOf(Path.of(parsed.file().name()));
      List<RuleCase> cases = List.of();
      if (Files.exists(file)) {
        CaseReadResult read = CaseFile.read(file, parsed.rule().verdict());
        problems.addAll(read.problems());
        cases = read.cases();
      }
      rules.add(new CasedRule(parsed, file, cases));
    }
    return new RulesWithCases(reading, rules, problems.stream().sorted().toList());
  }

  /** Of all rules together. */
  public int caseCount() {
    return rules.stream().mapToInt(rule -> rule.cases().size()).sum();
  }
}
