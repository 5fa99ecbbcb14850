package io.hongbao.rehearsal.cli;

import io.hongbao.rehearsal.backtest.BacktestText;
import io.hongbao.rehearsal.backtest.Labels;
import io.hongbao.rehearsal.backtest.SweepSvg;
import io.hongbao.rehearsal.backtest.Trial;
import io.hongbao.rehearsal.backtest.Warnings;
import io.hongbao.rehearsal.export.LogReading;
import io.hongbao.rehearsal.export.ReadingBar;
import io.hongbao.rehearsal.export.RowReader;
import io.hongbao.rehearsal.export.TimeSpan;
import io.hongbao.rehearsal.parts.SmallFiles;
import io.hongbao.rehearsal.publish.RulesLog;
import io.hongbao.rules.book.PublishedText;
import io.hongbao.rules.book.RuleSet;
import io.hongbao.rules.cases.CasedRules;
import io.hongbao.rules.count.RiskEvent;
import io.hongbao.show.preview.Glyphs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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
      "Tries rules on recorded traffic, by the classes that judge live: whom they find, what they"
          + " share, and what other thresholds would find.",
      "Traffic comes from a running system, or from a file of ./hongbao export."
    })
final class RulesBacktestCommand implements Callable<Integer> {

  private static final String LIVE = "live";

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      required = true,
      description = "The rules: a folder, or a file.")
  private Path rules;

  @Option(
      names = "--file",
      paramLabel = "EXPORT",
      description = "Traffic from this export instead of a running system.")
  private Path file;

  @Mixin private RulesSpan time;

  @Option(
      names = "--labels",
      paramLabel = "FILE.csv",
      description = "What is truly known, as columns user and kind: tells precision and recall.")
  private Path labelsFile;

  @Option(
      names = "--against",
      paramLabel = "live",
      description = "Says what would change against the published rules.")
  private String against;

  @Option(
      names = "--plot",
      paramLabel = "FILE.svg",
      description = "Draws the sweep of every threshold there.")
  private Path plot;

  @Option(
      names = "--ascii",
      description = "Plain characters; so is everything where the locale is not UTF-8.")
  private boolean ascii;

  @Mixin private SystemOptions system;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (against != null && !against.equals(LIVE)) {
      throw new ParameterException(
          spec.commandLine(), "--against '" + against + "': expected live");
    }
    PrintWriter err = spec.commandLine().getErr();
    CasedRules read = CasedRules.read(List.of(rules));
    RulesArgument.tell(read, err);
    if (!read.problems().isEmpty()) {
      return ExitCode.SOFTWARE;
    }
    Optional<Labels> labels =
        labelsFile == null ? Optional.empty() : Optional.of(Labels.read(labelsFile));
    TimeSpan span = time.span();
    Trial trial = Trial.withSweeps(read.reading().texts(), span);
    Optional<Map.Entry<RuleSet, Trial>> live =
        against == null ? Optional.empty() : Optional.of(live(span));
    play(
        span,
        event -> {
          trial.take(event);
          live.ifPresent(it -> it.getValue().take(event));
        });
    trial.finish();
    live.ifPresent(it -> it.getValue().finish());
    tell(trial, live, labels);
    return ExitCode.OK;
  }

  private Map.Entry<RuleSet, Trial> live(TimeSpan span) {
    RuleSet set =
        RulesLog.read(system.kafka())
            .newest()
            .orElseThrow(() -> new IllegalStateException("no rules are published yet"));
    return new SimpleImmutableEntry<>(
        set, Trial.of(set.texts().stream().map(PublishedText::file).toList(), span));
  }

  /** All traffic before the end of the span: what comes before it fills windows. */
  private void play(TimeSpan span, Consumer<RiskEvent> events) throws IOException {
    if (file != null) {
      RowReader.read(
          file,
          row -> {
            if (row.atMillis() < span.toMillis()) {
              events.accept(row.toRiskEvent());
            }
          });
      return;
    }
    ReadingBar bar =
        new ReadingBar(spec.commandLine().getErr(), Boolean.getBoolean("hongbao.terminal"));
    try {
      new LogReading(system.kafka(), Optional.empty())
          .read(
              new TimeSpan(TimeSpan.ALL.fromMillis(), span.toMillis()),
              row -> events.accept(row.toRiskEvent()),
              bar);
    } finally {
      bar.end();
    }
  }

  private void tell(Trial trial, Optional<Map.Entry<RuleSet, Trial>> live, Optional<Labels> labels)
      throws IOException {
    boolean blocks = !ascii && Glyphs.of(System.getenv()) == Glyphs.BLOCKS;
    PrintWriter out = spec.commandLine().getOut();
    out.print(BacktestText.of(trial, live, labels, ZoneId.systemDefault(), blocks ? "█" : "#"));
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    Warnings.of(trial).forEach(warning -> err.println("warning: " + warning));
    err.flush();
    if (plot != null) {
      SmallFiles.replace(plot, SweepSvg.of(trial, labels));
      out.println();
      out.println("plot " + plot);
      out.flush();
    }
  }
}
