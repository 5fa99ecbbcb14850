package io.hongbao.ops;

import io.hongbao.cache.CacheRebuilder;
import io.hongbao.cache.CacheSettings;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What people do with the cache of answers. */
@Command(
    name = "cache",
    mixinStandardHelpOptions = true,
    description = "Looks after the cache of answers.",
    subcommands = CacheCommand.CacheRebuildCommand.class)
final class CacheCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected rebuild");
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
}
