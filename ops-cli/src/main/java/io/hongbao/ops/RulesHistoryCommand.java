package io.hongbao.ops;

import io.hongbao.rules.publish.RuleRevisions;
import io.hongbao.rules.publish.RuleRevisions.Revision;
import io.hongbao.rules.publish.RuleRevisionsFormatter;
import io.hongbao.rules.publish.RulesLog;
import io.hongbao.rules.publish.VerdictLog;
import io.hongbao.rules.ruleset.RuleHistory;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what became of one rule. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the versions that changed a rule, the latest first: author, note, what each changed,"
          + " and of how many it spoke in the last week.",
      "A rule is known by its id, in whatever file it stands and whatever its description says."
    })
final class RulesHistoryCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "Id of the rule.")
  private String id;

  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String kafka = system.kafka();
    RulesLog log = RulesLog.read(kafka);
    RuleHistory history = log.history();
    PrintWriter out = spec.commandLine().getOut();
    if (history.versions().isEmpty()) {
      out.println("no rules are published yet");
      out.flush();
      return ExitStatus.OK;
    }
    List<Revision> revisions = RuleRevisions.of(history, id);
    RuleRevisionsFormatter formatter = new RuleRevisionsFormatter(history, id);
    RulesWhyCommand.tellUnreadable(
        VerdictLog.read(kafka, (atMillis, verdict) -> formatter.add(verdict)),
        spec.commandLine().getErr());
    out.print(formatter.of(revisions));
    if (log.unreadable() > 0) {
      out.println(log.unreadable() + " records in topic rules are not rule sets and were skipped");
    }
    out.flush();
    return ExitStatus.OK;
  }
}
