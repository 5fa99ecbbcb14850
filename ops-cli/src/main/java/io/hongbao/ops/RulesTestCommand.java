package io.hongbao.ops;

import io.hongbao.files.AlignedTable;
import io.hongbao.rules.cases.CaseRunner;
import io.hongbao.rules.cases.CaseRunner.CaseResult;
import io.hongbao.rules.cases.RuleCase;
import io.hongbao.rules.cases.RulesWithCases;
import io.hongbao.rules.cases.RulesWithCases.CasedRule;
import io.hongbao.yaml.Problem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the cases of rules. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the cases beside rules, each as if its rule were active for everybody.",
      "Exit 1 if one does not come out as it should, if there is none, or if there is a problem with"
          + " a file."
    })
final class RulesTestCommand implements Callable<Integer> {

  @Mixin private RulesArgument argument;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RulesWithCases rules = argument.read(spec.commandLine().getErr());
    if (!rules.problems().isEmpty()) {
      return ExitStatus.of(rules.problems());
    }
    AlignedTable table = new AlignedTable(3);
    List<Problem> differences = new ArrayList<>();
    int failed = run(rules, table, differences);
    PrintWriter out = spec.commandLine().getOut();
    out.print(table);
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    differences.forEach(err::println);
    err.flush();
    out.println(summary(rules, failed));
    out.flush();
    return failed == 0 && rules.caseCount() > 0 ? ExitStatus.OK : ExitStatus.CHECK_FAILED;
  }

  private static String summary(RulesWithCases rules, int failed) {
    long untested = rules.rules().stream().filter(rule -> rule.cases().isEmpty()).count();
    String result = failed == 0 ? "all passed" : failed + " failed";
    return String.format(
        Locale.ROOT,
        "%s, %s: %s%s",
        RulesArgument.count(rules.rules().size(), "rule"),
        RulesArgument.count(rules.caseCount(), "case"),
        rules.caseCount() == 0 ? "nothing was tested" : result,
        untested == 0 || rules.caseCount() == 0
            ? ""
            : ", " + RulesArgument.count(untested, "rule") + " without cases");
  }

  /**
   * Runs all cases.
   *
   * @param differences gets what did not come out as it should, at the place of its case
   * @return how many cases failed
   */
  static int run(RulesWithCases rules, AlignedTable table, List<Problem> differences) {
    int failed = 0;
    for (CasedRule rule : rules.rules()) {
      String id = rule.parsed().rule().id();
      for (RuleCase ruleCase : rule.cases()) {
        CaseResult result = CaseRunner.run(rule.parsed(), ruleCase);
        table.add(id, ruleCase.name(), result.passed() ? "passed" : "FAILED");
        if (!result.passed()) {
          failed++;
          for (String difference : result.differences()) {
            differences.add(
                new Problem(
                    rule.file().toString(),
                    ruleCase.line(),
                    ruleCase.column(),
                    ruleCase.name() + ": " + difference));
          }
        }
      }
    }
    return failed;
  }
}
