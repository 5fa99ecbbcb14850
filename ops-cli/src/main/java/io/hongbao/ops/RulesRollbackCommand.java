package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rules.publish.RulesLog;
import io.hongbao.rules.ruleset.RuleHistory;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSet.PublishedText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes the rules of an earlier version again. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Publishes the rules of an earlier version again, as a new version.")
final class RulesRollbackCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "VERSION",
      arity = "0..1",
      description = "The version; the last one with other rules if left out.")
  private Integer version;

  @Mixin private AuthorOptions author;

  @Mixin private RulePublication publication;
  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String kafka = system.kafka();
    RuleHistory history = RulesLog.read(kafka).history();
    RuleSet newest =
        history
            .inForce()
            .orElseThrow(() -> new OperationFailedException("no rules are in force yet"));
    RuleSet wanted = wanted(history, newest);
    PrintWriter out = spec.commandLine().getOut();
    if (wanted.sha256().equals(newest.sha256())) {
      out.println("version " + newest.version() + " has the same rules: nothing to do");
      out.flush();
      return ExitStatus.OK;
    }
    String note = author.note().isEmpty() ? "rollback to " + wanted.version() : author.note();
    RuleSet set =
        history.next(
            wanted.texts().stream().map(PublishedText::file).toList(),
            author.author(),
            note,
            System.currentTimeMillis());
    out.println("rules of version " + wanted.version() + " again");
    return publication.publish(kafka, history, set);
  }

  private RuleSet wanted(RuleHistory history, RuleSet newest) {
    if (version != null) {
      return history
          .version(version)
          .orElseThrow(
              () ->
                  new OperationFailedException(
                      String.format(
                          Locale.ROOT,
                          "no version %d, expected 1 to %d",
                          version,
                          newest.version())));
    }
    List<RuleSet> others =
        history.everInForce().stream()
            .filter(set -> !set.sha256().equals(newest.sha256()))
            .toList();
    if (others.isEmpty()) {
      throw new OperationFailedException("no version has other rules");
    }
    return others.get(others.size() - 1);
  }
}
