package io.hongbao.ops;

import io.hongbao.files.AlignedTable;
import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.file.RuleReader;
import io.hongbao.rules.publish.RuleHits;
import io.hongbao.rules.publish.RulesLog;
import io.hongbao.rules.publish.VerdictLog;
import io.hongbao.rules.ruleset.RuleHistory;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSet.PublishedText;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the published rules and their versions. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the published rules, how many each spoke of in the last minute, hour and day, and the"
          + " latest versions.",
      "Errors counts the evaluations of the last day that failed, for example by a division"
          + " by zero.",
      "A rule is silent without a verdict for a day, and noisy with very many verdicts in an"
          + " hour."
    })
final class RulesListCommand implements Callable<Integer> {

  private static final int MAX_VERSIONS = 10;

  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String kafka = system.kafka();
    RulesLog log = RulesLog.read(kafka);
    PrintWriter out = spec.commandLine().getOut();
    RuleHistory history = log.history();
    if (history.versions().isEmpty()) {
      out.println("no rules are published yet");
      out.flush();
      return ExitStatus.OK;
    }
    RuleHits hits = new RuleHits(System.currentTimeMillis());
    RulesWhyCommand.tellUnreadable(
        VerdictLog.read(kafka, hits::add, hits::add), spec.commandLine().getErr());
    history
        .inForce()
        .ifPresent(
            set -> {
              out.print(rules(set, hits));
              out.println();
            });
    out.print(versions(history));
    if (history.isApprovalRequired()) {
      out.println(
          "Approval is required: a published version takes effect when another"
              + " person approves it.");
    }
    if (log.unreadable() > 0) {
      out.println(log.unreadable() + " records in topic rules are not rule sets and were skipped");
    }
    out.flush();
    return ExitStatus.OK;
  }

  private static AlignedTable rules(RuleSet set, RuleHits hits) {
    Map<String, Integer> versions = new HashMap<>();
    set.texts().forEach(text -> versions.put(text.file().name(), text.version()));
    AlignedTable table = new AlignedTable(3);
    table.add(
        "rule",
        "mode",
        "says",
        "version",
        "rollout",
        "last minute",
        "hour",
        "day",
        "errors",
        "remark");
    for (ParsedRule parsed :
        RuleReader.readPublished(set.texts().stream().map(PublishedText::file).toList()).rules()) {
      String id = parsed.rule().id();
      table.add(
          id,
          parsed.rule().mode().label(),
          parsed.rule().verdict().level().name().toLowerCase(Locale.ROOT),
          Integer.toString(versions.get(parsed.file().name())),
          parsed.rule().rolloutPercent() + " %",
          Long.toString(hits.inLastMinute(id)),
          Long.toString(hits.inLastHour(id)),
          Long.toString(hits.inLastDay(id)),
          Long.toString(hits.errorsInLastDay(id)),
          hits.remark(parsed.rule(), set.effectiveAtMillis()));
    }
    return table;
  }

  private static AlignedTable versions(RuleHistory history) {
    List<RuleSet> sets = history.versions();
    AlignedTable table = new AlignedTable(5);
    table.add("version", "in force from", "by", "sha256", "note");
    List<RuleSet> latest = sets.subList(Math.max(0, sets.size() - MAX_VERSIONS), sets.size());
    for (int i = latest.size() - 1; i >= 0; i--) {
      RuleSet set = latest.get(i);
      table.add(
          Integer.toString(set.version()),
          since(history, set),
          set.author(),
          set.sha256().substring(0, 12),
          set.approves() == 0
              ? set.note()
              : String.format(Locale.ROOT, "approves %d %s", set.approves(), set.note()));
    }
    return table;
  }

  private static String since(RuleHistory history, RuleSet set) {
    if (history.isWaiting(set.version())) {
      return "waits for approval";
    }
    if (history.isOutdated(set.version())) {
      return "never: outdated";
    }
    return history
        .approvedAs(set.version())
        .map(version -> "approved as " + version)
        .orElseGet(
            () ->
                Instant.ofEpochMilli(set.effectiveAtMillis())
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString());
  }
}
