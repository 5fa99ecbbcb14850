package io.hongbao.ops;

import io.hongbao.rules.model.Entity;
import io.hongbao.rules.publish.RulesLog;
import io.hongbao.rules.ruleset.RuleHistory;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSet.Lift;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes back what rules have said of somebody. */
@Command(
    name = "lift",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lifts all verdicts about a user, device or address up to now.",
      "A condition that still holds gives a new verdict; put the entity on the allow list to"
          + " prevent it."
    })
final class RulesLiftCommand implements Callable<Integer> {

  @Mixin private EntityOptions whom;

  @Mixin private AuthorOptions author;

  @Mixin private RulePublication publication;
  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String kafka = system.kafka();
    PrintWriter out = spec.commandLine().getOut();
    int status = ExitStatus.OK;
    for (Entity entity : whom.entities()) {
      RuleHistory history = RulesLog.read(kafka).history();
      String note = author.note().isEmpty() ? "lifts " + entity : author.note();
      RuleSet set =
          history.lift(new Lift(entity, System.currentTimeMillis()), author.author(), note);
      out.print(entity + " lifted: ");
      status = Math.max(status, publication.publish(kafka, history, set));
    }
    return status;
  }
}
