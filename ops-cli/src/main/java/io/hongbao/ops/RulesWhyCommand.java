package io.hongbao.ops;

import io.hongbao.rules.model.Entity;
import io.hongbao.rules.publish.RulesLog;
import io.hongbao.rules.publish.VerdictExplanationFormatter;
import io.hongbao.rules.publish.VerdictLog;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSet.Lift;
import io.hongbao.rules.verdict.Verdict;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says why rules speak of somebody. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Explains the verdicts about a user, device or address: level, rule,"
            + " reasons and expiry.")
final class RulesWhyCommand implements Callable<Integer> {

  @Mixin private EntityOptions whom;

  @Mixin private ZoneOption zone;

  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Map<Entity, Map<String, Verdict>> latest = new LinkedHashMap<>();
    whom.entities().forEach(entity -> latest.put(entity, new TreeMap<>()));
    String kafka = system.kafka();
    long unreadable =
        VerdictLog.read(
            kafka,
            (atMillis, verdict) -> {
              Map<String, Verdict> ofEntity = latest.get(verdict.entity());
              if (ofEntity != null) {
                ofEntity.put(verdict.ruleId(), verdict);
              }
            });
    tellUnreadable(unreadable, spec.commandLine().getErr());
    List<Lift> lifts =
        RulesLog.read(kafka).history().inForce().map(RuleSet::lifts).orElse(List.of());
    VerdictExplanationFormatter words =
        new VerdictExplanationFormatter(System.currentTimeMillis(), zone.zone());
    PrintWriter out = spec.commandLine().getOut();
    latest.forEach((entity, verdicts) -> out.print(words.of(entity, verdicts.values(), lifts)));
    out.flush();
    return ExitStatus.OK;
  }

  /** Says how many records of the verdicts' topic are skipped because they are none. */
  static void tellUnreadable(long records, PrintWriter err) {
    if (records > 0) {
      err.printf(
          Locale.ROOT,
          "warning: %d records in verdict-reasons are not verdicts and were skipped%n",
          records);
      err.flush();
    }
  }
}
