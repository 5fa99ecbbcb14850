package io.hongbao.ops;

import io.hongbao.files.TextTable;
import io.hongbao.proof.export.LogReading;
import io.hongbao.proof.export.ReadingBar;
import io.hongbao.rules.backtest.TimeSpan;
import io.hongbao.rules.backtest.Trial;
import io.hongbao.rules.backtest.Warnings;
import io.hongbao.rules.book.RuleHistory;
import io.hongbao.rules.book.RuleProblemsException;
import io.hongbao.rules.book.RuleSet;
import io.hongbao.rules.cases.CasedRules;
import io.hongbao.rules.publish.RuleChanges;
import io.hongbao.rules.publish.RulesLog;
import io.hongbao.yaml.DurationText;
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

  @Mixin private RulesAuthor author;

  @Option(names = "--only", description = "Takes out what is published and not named.")
  private boolean only;

  @Option(
      names = "--try-on",
      paramLabel = "LENGTH",
      defaultValue = "5m",
      description =
          "So much of the latest traffic warns of a rule that matches nearly everyone;"
              + " 0s for none (${DEFAULT-VALUE}).")
  private String tryOn;

  @Mixin private RulesInForce inForce;
  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    long tryOnMillis = tryOnMillis();
    CasedRules rules = argument.read(err);
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
    TextTable table = new TextTable(2);
    changes.words().forEach(table::add);
    out.print(table);
    return inForce.publish(kafka, history, set);
  }

  private long tryOnMillis() {
    try {
      return tryOn.equals("0s") ? 0 : DurationText.parseMillis(tryOn);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--try-on '" + tryOn + "': " + e.getMessage(), e);
    }
  }

  private static boolean casesPass(CasedRules rules, PrintWriter err) {
    List<Problem> differences = new ArrayList<>();
    int failed = RulesTestCommand.run(rules, new TextTable(3), differences);
    differences.forEach(err::println);
    if (failed > 0) {
      err.println(RulesArgument.count(failed, "case") + " failed: nothing is published");
    }
    err.flush();
    return failed == 0;
  }

  private RuleChanges changes(Optional<RuleSet> before, CasedRules rules) {
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
    ReadingBar bar = new ReadingBar(err, Boolean.getBoolean("hongbao.terminal"));
    try {
      Trial trial = Trial.of(changes.texts(), latest);
      new LogReading(kafka, Optional.empty())
          .read(latest, row -> trial.take(row.toRiskEvent()), bar);
      trial.finish();
      Warnings.of(trial).forEach(warning -> err.println("warning: " + warning));
    } catch (RuleProblemsException e) {
      err.println("not tried on traffic: the rules are not fine together");
    } finally {
      bar.end();
      err.flush();
    }
  }
}
