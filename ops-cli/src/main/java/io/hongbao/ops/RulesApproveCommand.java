package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.ExitStatus.CheckFailedException;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.publish.RuleChanges;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A second person's word that a published version may be in force. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Approves a version that waits: its rules become the next version.",
      "Versions wait for a second person if the system was started with"
          + " up --rules-approval required."
    })
final class RulesApproveCommand implements Callable<Integer> {

  @Parameters(paramLabel = "VERSION", description = "One that rules list shows as waiting.")
  private int version;

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      defaultValue = "",
      description =
          "Expected SHA-256 of the version, or its first digits; any other is" + " refused.")
  private String sha256;

  @Option(
      names = "--look",
      description = "Only shows what is new or changed; exit 1 if the version does not wait.")
  private boolean look;

  @Mixin private AuthorOptions author;
  @Mixin private RulePublication publication;
  @Mixin private SystemOptions system;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    String kafka = system.kafka();
    RuleHistory history = RulesLog.read(kafka).history();
    PrintWriter out = spec.commandLine().getOut();
    if (look) {
      history.version(version).ifPresent(set -> show(history, set, out));
      out.flush();
      if (!history.isWaiting(version)) {
        throw new CheckFailedException(
            "version "
                + version
                + " does not wait for approval: ./hongbao rules list shows which do");
      }
      return ExitStatus.OK;
    }
    RuleSet set =
        history.approve(version, author.author(), author.note(), System.currentTimeMillis());
    if (!set.sha256().startsWith(sha256)) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT, "version %d has sha256 %s, expected %s", version, set.sha256(), sha256));
    }
    out.println("rules of version " + version + " approved");
    return publication.publish(kafka, history, set);
  }

  private static void show(RuleHistory history, RuleSet set, PrintWriter out) {
    List<RuleText> texts = set.texts().stream().map(PublishedText::file).toList();
    RuleChanges changes = RuleChanges.of(history.inForce(), texts, true);
    out.printf(
        Locale.ROOT,
        "version %d by %s, sha256 %s: %s%n",
        set.version(),
        set.author(),
        set.sha256(),
        set.note());
    changes
        .words()
        .forEach(
            (name, word) -> {
              out.println("--- " + name + ": " + word);
              texts.stream()
                  .filter(text -> text.name().equals(name) && !word.equals("same"))
                  .forEach(text -> out.print(text.text()));
            });
  }
}
