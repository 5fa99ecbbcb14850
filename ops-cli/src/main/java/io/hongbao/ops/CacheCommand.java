package io.hongbao.ops;

import io.hongbao.cache.AnswerExtender;
import io.hongbao.cache.CacheRebuilder;
import io.hongbao.cache.CacheSettings;
import io.hongbao.domain.draw.AnswerLifetime;
import io.hongbao.yaml.DurationFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What people do with the cache of answers. */
@Command(
    name = "cache",
    mixinStandardHelpOptions = true,
    description = "Looks after the cache of answers.",
    subcommands = {CacheCommand.CacheRebuildCommand.class, CacheCommand.CacheKeepCommand.class})
final class CacheCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected rebuild or keep");
  }

  /** Does by hand what every edge does unasked when it finds the cache emptied. */
  @Command(
      name = "rebuild",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Writes every user's packet list again from the topic packets.",
        "GET /v1/packets says 503 meanwhile. May be repeated, also while phones shake."
      })
  static final class CacheRebuildCommand implements Callable<Integer> {

    @Mixin private SystemOptions system;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      long startedAtNanos = System.nanoTime();
      CacheSettings cache = CacheSettings.of("redis://" + system.redis());
      long wins = new CacheRebuilder(system.kafka(), cache).restore();
      double seconds = (System.nanoTime() - startedAtNanos) / 1e9;
      spec.commandLine()
          .getOut()
          .printf(Locale.ROOT, "packet lists are complete: %,d wins read, %.1f s%n", wins, seconds);
      return ExitStatus.OK;
    }
  }

  /** For phones that were away for longer than answers are kept. */
  @Command(
      name = "keep",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Keeps the answers that lie in the cache for at least a time from now on.",
        "How long later ones are kept says the campaign file. May be repeated, also while phones"
            + " shake."
      })
  static final class CacheKeepCommand implements Callable<Integer> {

    @Option(
        names = "--for",
        paramLabel = "TIME",
        required = true,
        description = "How long, such as 30m: 10m to 24h.")
    private String time;

    @Mixin private SystemOptions system;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
      long millis = millis();
      CacheSettings cache = CacheSettings.of("redis://" + system.redis());
      long kept = new AnswerExtender(cache).keepFor(millis);
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%,d answers are kept until %s from now%n",
              kept,
              DurationFormatter.format(millis));
      return ExitStatus.OK;
    }

    private long millis() {
      try {
        return new AnswerLifetime(DurationFormatter.parseMillis(time), 0).keptMillis();
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(), "--for " + time + ": expected 10m to 24h", e);
      }
    }
  }
}
