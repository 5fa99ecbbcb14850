package io.hongbao.ops;

import io.hongbao.files.AlignedTable;
import io.hongbao.proof.export.LogRowReader;
import io.hongbao.proof.export.ReadProgressBar;
import io.hongbao.rules.backtest.Backtest;
import io.hongbao.rules.backtest.TimeSpan;
import io.hongbao.rules.backtest.Warnings;
import io.hongbao.rules.cases.RulesWithCases;
import io.hongbao.rules.publish.RuleChanges;
import io.hongbao.rules.publish.RulesLog;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.JudgingCost;
import io.hongbao.rules.ruleset.RuleHistory;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSet.RuleProblemsException;
import io.hongbao.yaml.DurationFormatter;
import io.hongbao.yaml.Problem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Publishes rules to a running system. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Publishes rules: checks them, runs their cases, tries them on the last minutes, and makes them"
          + " a new version. Published rules that are not named stay.",
      "Exit 1, and nothing is published, if a check or a case fails; exit 3 if it is published and"
          + " not in force everywhere in time."
    })
final class RulesPublishCommand implements Callable<Integer> {

  @Mixin private RulesArgument argument;

  @Mixin private AuthorOptions author;

  @Option(names = "--only", description = "Removes published rules that are not among the PATHs.")
  private boolean only;

  @Option(
      names = "--try-on",
      paramLabel = "LENGTH",
      defaultValue = "5m",
      description =
          "Length of recent traffic to try the rules on; a rule that matches nearly every"
              + " user causes a warning; 0s skips the trial (${DEFAULT-VALUE}).")
  private String tryOn;

  @Mixin private ProofOptions proofs;
  @Mixin private RulePublication publication;
  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    long tryOnMillis = tryOnMillis();
    RulesWithCases rules = argument.read(err);
    if (!rules.problems().isEmpty()) {
      return ExitStatus.of(rules.problems());
    }
    if (!casesPass(rules, err)) {
      return ExitStatus.CHECK_FAILED;
    }
    String kafka = system.kafka();
    RuleHistory history = RulesLog.read(kafka).history();
    Optional<RuleSet> before = history.inForce();
    RuleChanges changes = changes(before, rules);
    PrintWriter out = spec.commandLine().getOut();
    if (changes.isNothing()) {
      out.println("version " + before.orElseThrow().version() + " says the same: nothing to do");
      out.flush();
      return ExitStatus.OK;
    }
    warn(kafka, changes, tryOnMillis, err);
    RuleSet set;
    try {
      set =
          history.next(changes.texts(), author.author(), author.note(), System.currentTimeMillis());
    } catch (RuleProblemsException e) {
      // Each file is fine alone; one of them and a published one are not fine together.
      e.problems().forEach(err::println);
      err.flush();
      return ExitStatus.CHECK_FAILED;
    }
    AlignedTable table = new AlignedTable(2);
    changes.words().forEach(table::add);
    out.print(table);
    proofs.tellChanges(before, changes.texts(), out);
    CompiledRuleSet compiled = CompiledRuleSet.of(set);
    out.println(JudgingCost.measured().describe(compiled.plan(), compiled.rules().size()));
    return publication.publish(kafka, history, set);
  }

  private long tryOnMillis() {
    try {
      return tryOn.equals("0s") ? 0 : DurationFormatter.parseMillis(tryOn);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--try-on '" + tryOn + "': " + e.getMessage(), e);
    }
  }

  private static boolean casesPass(RulesWithCases rules, PrintWriter err) {
    List<Problem> differences = new ArrayList<>();
    int failed = RulesTestCommand.run(rules, new AlignedTable(3), differences);
    differences.forEach(err::println);
    if (failed > 0) {
      err.println(RulesArgument.count(failed, "case") + " failed: nothing is published");
    }
    err.flush();
    return failed == 0;
  }

  private RuleChanges changes(Optional<RuleSet> before, RulesWithCases rules) {
    try {
      return RuleChanges.of(before, rules.reading().texts(), only);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static void warn(String kafka, RuleChanges changes, long tryOnMillis, PrintWriter err) {
    if (tryOnMillis == 0) {
      return;
    }
    long nowMillis = System.currentTimeMillis();
    TimeSpan latest = new TimeSpan(nowMillis - tryOnMillis, TimeSpan.ALL.toMillis());
    ReadProgressBar bar = new ReadProgressBar(err, Boolean.getBoolean("hongbao.terminal"));
    try {
      Backtest backtest = Backtest.of(changes.texts(), latest);
      LogRowReader.Totals totals =
          new LogRowReader(kafka, Optional.empty())
              .read(latest, row -> backtest.take(row.toRiskEvent()), bar);
      TrafficOptions.tellUnreadable(totals, err);
      backtest.finish();
      Warnings.of(backtest).forEach(warning -> err.println("warning: " + warning));
    } catch (RuleProblemsException e) {
      err.println(
          "The rules were not tried on traffic, because together they are not a"
              + " valid rule set.");
    } finally {
      bar.end();
      err.flush();
    }
  }
}
