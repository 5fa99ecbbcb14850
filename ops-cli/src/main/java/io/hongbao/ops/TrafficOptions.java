package io.hongbao.ops;

import io.hongbao.proof.export.LogRowReader;
import io.hongbao.proof.export.ReadProgressBar;
import io.hongbao.proof.export.RowReader;
import io.hongbao.rules.backtest.Labels;
import io.hongbao.rules.backtest.TimeSpan;
import io.hongbao.rules.backtest.VirtualAudience;
import io.hongbao.rules.crowd.BotPlan;
import io.hongbao.rules.signal.RiskEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where traffic comes from: a running system, a file, or a virtual audience in no time. */
final class TrafficOptions {

  @Option(
      names = "--file",
      paramLabel = "EXPORT",
      description = "Traffic from this export instead of a running system.")
  private Path file;

  @ArgGroup(
      exclusive = false,
      heading =
          "%nTraffic of a virtual audience in virtual time, as ./hongbao audience makes it:%n")
  private Phones phones;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** A virtual audience, in one wave. */
  private static final class Phones {
    @Option(names = "--phones", paramLabel = "N", required = true, description = "How many.")
    private int number;

    @Option(
        names = "--rate",
        paramLabel = "R",
        required = true,
        description = "Shakes a second of all people together.")
    private int ratePerSecond;

    @Option(
        names = "--duration",
        paramLabel = "S",
        required = true,
        description = "Seconds of the wave.")
    private int seconds;

    @Option(
        names = "--bots",
        paramLabel = "P",
        required = true,
        description = "P percent of the phones are bots of seven kinds.")
    private double botPercent;

    @Option(
        names = "--bot-seed",
        paramLabel = "SEED",
        defaultValue = "1",
        description = "Seed of the people, the bots and their behavior (${DEFAULT-VALUE}).")
    private long botSeed;
  }

  /** Whether it has no log that could be looked at again. */
  boolean isVirtual() {
    return phones != null;
  }

  /** What is truly so of everybody; empty unless the audience is virtual. */
  Optional<Labels> labels() {
    return isVirtual() ? Optional.of(audience().labels()) : Optional.empty();
  }

  /**
   * Plays the traffic of a span.
   *
   * @param err hears how far it is
   */
  void play(TimeSpan span, SystemOptions system, PrintWriter err, Consumer<RiskEvent> events)
      throws IOException {
    if (isVirtual()) {
      audience().play(events);
    } else if (file != null) {
      RowReader.read(
          file,
          row -> {
            if (span.contains(row.atMillis())) {
              events.accept(row.toRiskEvent());
            }
          });
    } else {
      ReadProgressBar bar = new ReadProgressBar(err, Boolean.getBoolean("hongbao.terminal"));
      LogRowReader.Totals totals;
      try {
        totals =
            new LogRowReader(system.kafka(), Optional.empty())
                .read(span, row -> events.accept(row.toRiskEvent()), bar);
      } finally {
        bar.end();
      }
      tellUnreadable(totals, err);
    }
  }

  /** Says how many records of the log no rule has seen, because they cannot be read. */
  static void tellUnreadable(LogRowReader.Totals totals, PrintWriter err) {
    if (totals.unreadable() > 0) {
      err.printf(
          Locale.ROOT,
          "warning: %,d records of the log cannot be read and were left out%n",
          totals.unreadable());
      err.flush();
    }
  }

  private VirtualAudience audience() {
    if (file != null) {
      throw new ParameterException(
          command.commandLine(), "--phones with --file: expected one of them");
    }
    try {
      return VirtualAudience.inOneWave(
          BotPlan.ofPercent("phone", phones.number, phones.botPercent, phones.botSeed),
          phones.ratePerSecond,
          Duration.ofSeconds(phones.seconds));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
