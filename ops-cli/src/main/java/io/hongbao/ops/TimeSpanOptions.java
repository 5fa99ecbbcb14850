package io.hongbao.ops;

import io.hongbao.rules.backtest.TimeSpan;
import java.time.ZoneId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The part of the log that a command is about. */
final class TimeSpanOptions {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "The first moment: now-10m, 2027-02-05T20:30:00, or with +08:00 behind it.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "End of the span (exclusive), in the same forms as" + " --from.")
  private String to;

  @Mixin private ZoneOption zone;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  ZoneId zone() {
    return zone.zone();
  }

  boolean isGiven() {
    return from != null || to != null;
  }

  TimeSpan span() {
    long nowMillis = System.currentTimeMillis();
    long fromMillis = from == null ? TimeSpan.ALL.fromMillis() : millis("--from", from, nowMillis);
    long toMillis = to == null ? TimeSpan.ALL.toMillis() : millis("--to", to, nowMillis);
    try {
      return new TimeSpan(fromMillis, toMillis);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private long millis(String option, String text, long nowMillis) {
    try {
      return TimeSpan.parseMillis(text, nowMillis, zone());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), option + " " + e.getMessage(), e);
    }
  }
}
