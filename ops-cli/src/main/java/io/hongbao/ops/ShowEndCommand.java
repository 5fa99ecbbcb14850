package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.kafka.GroupProgress;
import io.hongbao.kafka.Topics;
import io.hongbao.ops.system.ShowSystem;
import io.hongbao.show.live.ShowOperator;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends a show and publishes its secrets. */
@Command(
    name = "end",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Ends the show in every bucket, waits until the draw has come so far, and publishes the"
          + " secrets of its waves.",
      "It is refused while a turn can still be named; --now first stops every edge and waits until"
          + " nothing is on its way."
    })
final class ShowEndCommand implements Callable<Integer> {

  private static final Duration MAX_DRAW_WAIT = Duration.ofSeconds(60);

  @Option(names = "--now", description = "Stops the edges first; there is no way back.")
  private boolean now;

  @Option(names = "--force", description = "Passes over edges that do not say that they stopped.")
  private boolean force;

  @Mixin private ShowOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (ShowSystem system = options.open()) {
      ShowOperator operator = system.operator();
      String show = options.show(system).show();
      if (!operator.complete(show).hasEnded()) {
        if (now) {
          tell("stops the edges of show %s, and waits until nothing is on its way", show);
          operator.stopEdges(show, force, options.author());
        }
        operator.end(show, options.author());
        tell("show %s has ended in every bucket; waits for the draw", show);
      }
      awaitDraw();
      if (!operator.complete(show).isPublished()) {
        operator.publish(show, options.author());
      }
      out.println("show " + show + " has ended, its secrets are published");
      out.flush();
      return ExitStatus.OK;
    }
  }

  private void tell(String format, Object... values) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(String.format(Locale.ROOT, format, values));
    err.flush();
  }

  /** What stands in the log now is decided, so that the secrets can help nobody. */
  private void awaitDraw() throws InterruptedException {
    Optional<String> behind =
        GroupProgress.awaitPassed(
            options.kafka(), GroupProgress.DRAW, Topics.SHAKES, MAX_DRAW_WAIT);
    if (behind.isPresent()) {
      throw new OperationFailedException(
          "the draw has not come to the end of the show ("
              + behind.get()
              + "): the secrets are not published; give the command again");
    }
  }
}
