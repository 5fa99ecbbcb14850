package io.hongbao.ops;

import io.hongbao.files.TextTable;
import io.hongbao.rules.cases.CasedRules;
import io.hongbao.rules.cases.CasedRules.CasedRule;
import io.hongbao.rules.count.SignalPlan;
import io.hongbao.rules.model.Rule;
import io.hongbao.yaml.DurationText;
import java.io.PrintWriter;
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
      "Tells every problem of rules and of their cases, each as file:line:column.",
      "Exit 1 if there is one; warnings change nothing."
    })
final class RulesCheckCommand implements Callable<Integer> {

  @Mixin private RulesArgument argument;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CasedRules rules = argument.read(spec.commandLine().getErr());
    if (!rules.problems().isEmpty()) {
      return ExitStatus.of(rules.problems());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(table(rules));
    out.println(summary(rules));
    out.flush();
    return ExitStatus.OK;
  }

  private static TextTable table(CasedRules rules) {
    TextTable table = new TextTable(4);
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
              DurationText.format(rule.verdict().forMillis())),
          rule.rolloutPercent() + " %",
          Integer.toString(rule.signals().size()),
          DurationText.format(longestMillis),
          each.cases().isEmpty() ? "none" : Integer.toString(each.cases().size()));
    }
    return table;
  }

  private static String summary(CasedRules rules) {
    SignalPlan plan =
        SignalPlan.of(
            rules.rules().stream()
                .flatMap(rule -> rule.parsed().rule().signals().values().stream())
                .toList());
    String warnings = RulesArgument.warnings(rules);
    return String.format(
        Locale.ROOT,
        "fine: %s, %s, %s%s",
        RulesArgument.count(rules.rules().size(), "rule"),
        RulesArgument.count(plan.signals().size(), "signal"),
        RulesArgument.count(rules.caseCount(), "case"),
        warnings.isEmpty() ? "" : ", " + warnings);
  }
}
