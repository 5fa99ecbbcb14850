package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.OutputFile;
import io.hongbao.kafka.GroupProgress;
import io.hongbao.ops.flink.FlinkApi;
import io.hongbao.ops.system.Addresses;
import io.hongbao.rules.backtest.Backtest;
import io.hongbao.rules.backtest.BacktestFormatter;
import io.hongbao.rules.backtest.Labels;
import io.hongbao.rules.backtest.LiveVerdicts;
import io.hongbao.rules.backtest.SweepSvg;
import io.hongbao.rules.backtest.TimeSpan;
import io.hongbao.rules.backtest.VerdictComparison;
import io.hongbao.rules.backtest.VerdictComparisonFormatter;
import io.hongbao.rules.backtest.VerdictReplay;
import io.hongbao.rules.backtest.Warnings;
import io.hongbao.rules.cases.RulesWithCases;
import io.hongbao.rules.publish.RulesLog;
import io.hongbao.rules.publish.VerdictLog;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSet.PublishedText;
import io.hongbao.show.preview.Glyphs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tries rules on recorded traffic. */
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Tests rules on recorded traffic with the classes that the risk job uses. The report"
          + " shows the users that each rule finds, the overlap of rules, and the effect of other"
          + " thresholds.",
      "Traffic comes from a running system, from a file of ./hongbao export, or from a virtual"
          + " audience."
    })
final class RulesBacktestCommand implements Callable<Integer> {

  /** With what the rules are compared. */
  private enum Against {
    /** Nothing. */
    NONE,
    /** The published rules. */
    LIVE,
    /** What the risk job has said. */
    VERDICTS
  }

  /** Longer than the risk job waits for late shakes; what is newer it may not have judged. */
  private static final long JUDGED_AFTER_MILLIS = 10_000;

  /** Copies of a shake come within a minute: the first of them must be seen, too. */
  private static final long COPIES_WITHIN_MILLIS = 60_000;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      required = true,
      description = "The rules: a folder, or a file.")
  private Path rules;

  @Mixin private TimeSpanOptions time;

  @Option(
      names = "--labels",
      paramLabel = "FILE.csv",
      description =
          "CSV of true labels with the columns user and kind; adds precision and"
              + " recall to the report.")
  private Path labelsFile;

  @Option(
      names = "--against",
      paramLabel = "live|verdicts",
      description = {
        "live: says what would change against the published rules.",
        "verdicts: compares the verdicts of the risk job with those of a replay under the rules"
            + " that were published at the time, and shows their delay; exit 1 if they differ."
            + " Reads the whole log."
      })
  private String againstWord;

  @Option(
      names = "--plot",
      paramLabel = "FILE.svg",
      description = "Writes a chart of every threshold sweep to FILE; - is standard output.")
  private Path plot;

  @Option(
      names = "--ascii",
      description =
          "Draws charts with ASCII characters only, as is the default where the"
              + " locale is not UTF-8.")
  private boolean ascii;

  @Mixin private TrafficOptions traffic;

  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Against against = against();
    PrintWriter out = Outputs.beside(spec, plot == null ? Map.of() : Map.of("--plot", plot));
    PrintWriter err = spec.commandLine().getErr();
    RulesWithCases read = RulesWithCases.read(List.of(rules));
    RulesArgument.tell(read, err);
    if (!read.problems().isEmpty()) {
      return ExitStatus.of(read.problems());
    }
    Optional<Labels> labels =
        labelsFile == null ? traffic.labels() : Optional.of(Labels.read(labelsFile));
    long begunAtMillis = System.currentTimeMillis();
    TimeSpan span = time.span();
    Backtest backtest = Backtest.withSweeps(read.reading().texts(), span);
    Optional<Map.Entry<RuleSet, Backtest>> live =
        against == Against.LIVE ? Optional.of(live(span)) : Optional.empty();
    Optional<VerdictReplay> replay =
        against == Against.VERDICTS
            ? Optional.of(new VerdictReplay(RulesLog.read(system.kafka()).versions()))
            : Optional.empty();
    traffic.play(
        replay.isPresent() ? new TimeSpan(0, span.toMillis()) : withWindows(span, backtest, live),
        system,
        err,
        event -> {
          backtest.take(event);
          live.ifPresent(it -> it.getValue().take(event));
          replay.ifPresent(it -> it.take(event));
        });
    backtest.finish();
    live.ifPresent(it -> it.getValue().finish());
    report(out, backtest, live, labels);
    boolean spokeAsItMust = true;
    if (replay.isPresent()) {
      replay.get().finish();
      spokeAsItMust = compare(out, replay.get(), span, begunAtMillis);
    }
    warn(backtest);
    return spokeAsItMust ? ExitStatus.OK : ExitStatus.CHECK_FAILED;
  }

  private Against against() {
    Against against =
        switch (againstWord == null ? "" : againstWord) {
          case "" -> Against.NONE;
          case "live" -> Against.LIVE;
          case "verdicts" -> Against.VERDICTS;
          default ->
              throw new ParameterException(
                  spec.commandLine(), "--against '" + againstWord + "': expected live or verdicts");
        };
    if (traffic.isVirtual() && (against == Against.VERDICTS || time.isGiven())) {
      throw new ParameterException(
          spec.commandLine(),
          "--phones with --from, --to or --against verdicts: a virtual audience has no log");
    }
    return against;
  }

  private Map.Entry<RuleSet, Backtest> live(TimeSpan span) {
    RuleSet set =
        RulesLog.read(system.kafka())
            .newest()
            .orElseThrow(() -> new OperationFailedException("no rules are published yet"));
    return new SimpleImmutableEntry<>(
        set, Backtest.of(set.texts().stream().map(PublishedText::file).toList(), span));
  }

  /** A span, and before it what fills the windows. */
  private static TimeSpan withWindows(
      TimeSpan span, Backtest backtest, Optional<Map.Entry<RuleSet, Backtest>> live) {
    long windowMillis =
        Math.max(
            backtest.longestWindowMillis(),
            live.map(it -> it.getValue().longestWindowMillis()).orElse(0L));
    long fromMillis = span.fromMillis() - windowMillis - COPIES_WITHIN_MILLIS;
    return new TimeSpan(Math.max(0, fromMillis), span.toMillis());
  }

  private void report(
      PrintWriter out,
      Backtest backtest,
      Optional<Map.Entry<RuleSet, Backtest>> live,
      Optional<Labels> labels)
      throws IOException {
    boolean blocks = !ascii && Glyphs.of(System.getenv()) == Glyphs.BLOCKS;
    out.print(BacktestFormatter.of(backtest, live, labels, time.zone(), blocks ? "█" : "#"));
    out.flush();
    if (plot != null) {
      OutputFile.write(plot, SweepSvg.of(backtest, labels));
      out.println();
      out.println("plot " + plot);
      out.flush();
    }
  }

  /** Whether the risk job said the same as the replay. */
  private boolean compare(PrintWriter out, VerdictReplay replay, TimeSpan span, long begunAtMillis)
      throws InterruptedException {
    LiveVerdicts live = new LiveVerdicts();
    PrintWriter err = spec.commandLine().getErr();
    RulesWhyCommand.tellUnreadable(VerdictLog.read(system.kafka(), live::take), err);
    long judgedUpTo = Math.min(begunAtMillis - JUDGED_AFTER_MILLIS, replay.endMillis());
    TimeSpan judged =
        new TimeSpan(
            span.fromMillis(),
            Math.max(span.fromMillis() + 1, Math.min(span.toMillis(), judgedUpTo)));
    VerdictComparison comparison = VerdictComparison.of(replay, live, judged);
    out.print(VerdictComparisonFormatter.of(comparison, lateShakes(err)));
    out.flush();
    return comparison.differing() == 0;
  }

  private OptionalLong lateShakes(PrintWriter err) throws InterruptedException {
    try {
      String flink = Addresses.read(system.data()).flink();
      return OptionalLong.of(new FlinkApi(flink).sumOfCounters(GroupProgress.RISK, "late"));
    } catch (OperationFailedException e) {
      err.println("warning: how many shakes were late is not known: " + e.getMessage());
      err.flush();
      return OptionalLong.empty();
    }
  }

  private void warn(Backtest backtest) {
    PrintWriter err = spec.commandLine().getErr();
    Warnings.of(backtest).forEach(warning -> err.println("warning: " + warning));
    err.flush();
  }
}
