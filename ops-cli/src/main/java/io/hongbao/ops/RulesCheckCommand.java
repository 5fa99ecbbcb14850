package io.hongbao.ops;

import io.hongbao.files.AlignedTable;
import io.hongbao.rules.cases.RulesWithCases;
import io.hongbao.rules.cases.RulesWithCases.CasedRule;
import io.hongbao.rules.model.Rule;
import io.hongbao.rules.model.Rule.RuleMode;
import io.hongbao.rules.ruleset.JudgingCost;
import io.hongbao.rules.signal.SignalPlan;
import io.hongbao.yaml.DurationFormatter;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells every problem of rules and their cases at once. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Tells every problem of rules and of their cases, each as file:line:column, and asks a solver"
          + " what their conditions can find.",
      "Exit 1 if there is one; warnings change nothing."
    })
final class RulesCheckCommand implements Callable<Integer> {

  @Mixin private RulesArgument argument;

  @Mixin private ProofOptions proofs;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RulesWithCases rules = argument.read(spec.commandLine().getErr());
    if (!rules.problems().isEmpty()) {
      return ExitStatus.of(rules.problems());
    }
    int proved = proofs.warn(rules.reading().rules());
    PrintWriter out = spec.commandLine().getOut();
    out.print(table(rules));
    List<Rule> all = rules.rules().stream().map(each -> each.parsed().rule()).toList();
    List<Rule> judging = all.stream().filter(rule -> rule.mode() != RuleMode.OFF).toList();
    out.println(summary(rules, planOf(all), proved));
    out.println(JudgingCost.measured().describe(planOf(judging), judging.size()));
    out.flush();
    return ExitStatus.OK;
  }

  private static AlignedTable table(RulesWithCases rules) {
    AlignedTable table = new AlignedTable(4);
    table.add("rule", "mode", "on", "says", "rollout", "signals", "longest", "cases");
    for (CasedRule each : rules.rules()) {
      Rule rule = each.parsed().rule();
      long longestMillis =
          rule.signals().values().stream().mapToLong(s -> s.windowMillis()).max().orElse(0);
      table.add(
          rule.id(),
          rule.mode().label(),
          rule.verdict().on().name().toLowerCase(Locale.ROOT),
          String.format(
              Locale.ROOT,
              "%s for %s",
              rule.verdict().level().name().toLowerCase(Locale.ROOT),
              DurationFormatter.format(rule.verdict().forMillis())),
          rule.rolloutPercent() + " %",
          Integer.toString(rule.signals().size()),
          DurationFormatter.format(longestMillis),
          each.cases().isEmpty() ? "none" : Integer.toString(each.cases().size()));
    }
    return table;
  }

  private static String summary(RulesWithCases rules, SignalPlan plan, int proved) {
    String warnings = RulesArgument.warnings(rules, proved);
    return String.format(
        Locale.ROOT,
        "fine: %s, %s, %s%s",
        RulesArgument.count(rules.rules().size(), "rule"),
        RulesArgument.count(plan.signals().size(), "signal"),
        RulesArgument.count(rules.caseCount(), "case"),
        warnings.isEmpty() ? "" : ", " + warnings);
  }

  private static SignalPlan planOf(List<Rule> rules) {
    return SignalPlan.of(rules.stream().flatMap(rule -> rule.signals().values().stream()).toList());
  }
}
