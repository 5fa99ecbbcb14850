package io.hongbao.ops;

import io.hongbao.rules.publish.ActivationProgress;
import io.hongbao.rules.publish.ActivationWatcher;
import io.hongbao.rules.publish.RuleSetPublisher;
import io.hongbao.rules.ruleset.RuleHistory;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.yaml.DurationFormatter;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How every change of the rules ends: it is published, and waited for until it is in force. */
final class RulePublication {

  @Option(
      names = "--wait",
      paramLabel = "LENGTH",
      defaultValue = "10s",
      description =
          "Longest wait until every subtask of the risk job runs the version; 0s does not"
              + " wait (${DEFAULT-VALUE}).")
  private String wait;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Publishes a version on top of a history, and says what came of it; an exit status. */
  int publish(String kafka, RuleHistory history, RuleSet set) {
    Duration atMost = atMost();
    PrintWriter out = spec.commandLine().getOut();
    if (atMost.isZero()) {
      RuleSetPublisher.append(kafka, set);
      describe(kafka, history, set, out);
      return ExitStatus.OK;
    }
    try (ActivationWatcher watcher = ActivationWatcher.open(kafka)) {
      RuleSetPublisher.append(kafka, set);
      long startNanos = System.nanoTime();
      return !describe(kafka, history, set, out)
              || isInForce(watcher.await(set.version(), atMost), startNanos)
          ? ExitStatus.OK
          : ExitStatus.NOT_DONE;
    }
  }

  private boolean isInForce(ActivationProgress progress, long startNanos) {
    if (!progress.isEverywhere()) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          Locale.ROOT,
          "the version is published, but after %s %s of the risk job had it in force: check that the"
              + " job risk is running%n",
          wait,
          progress);
      err.flush();
      return false;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "in force at %s of the risk job after %.1f s%n",
        progress,
        (System.nanoTime() - startNanos) / 1e9);
    out.flush();
    return true;
  }

  /** Whether the version is to come into force, and does not wait for somebody. */
  private static boolean describe(String kafka, RuleHistory history, RuleSet set, PrintWriter out) {
    boolean comes = history.take(set).isPresent();
    out.println(
        comes
            ? String.format(
                Locale.ROOT,
                "version %d by %s, in force from %s, sha256 %s",
                set.version(),
                set.author(),
                Instant.ofEpochMilli(set.effectiveAtMillis()),
                set.sha256())
            : String.format(
                Locale.ROOT,
                "version %d by %s waits for approval: another person runs ./hongbao rules approve %d"
                    + " --kafka %s (sha256 %s)",
                set.version(),
                set.author(),
                set.version(),
                kafka,
                set.sha256()));
    out.flush();
    return comes;
  }

  private Duration atMost() {
    try {
      return Duration.ofMillis(wait.equals("0s") ? 0 : DurationFormatter.parseMillis(wait));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--wait '" + wait + "': " + e.getMessage(), e);
    }
  }
}
