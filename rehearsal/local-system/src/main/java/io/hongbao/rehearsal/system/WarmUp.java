package io.hongbao.rehearsal.system;

import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.PracticeShakes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warms up the way of a shake before anybody relies on it: edges, Kafka, the draw and Redis answer
 * the shakes of a practice show, and code that was never run is compiled, until they do not get
 * faster. It never fails a start: a system that could not warm up is slow at first, and says so.
 */
final class WarmUp {

  /** Long enough for a system that is still cold, short enough that few users do. */
  private static final int TURN_MILLIS = 500;

  private static final String WHAT = "warm-up";
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private final PracticeStage stage;
  private final List<Endpoint> edges;
  private final BinaryOperator<String> tickets;
  private final InstantSource clock;
  private final StartWatcher watcher;

  /**
   * A warm-up that has not begun.
   *
   * @param tickets mints a ticket for a user of a group
   */
  WarmUp(
      PracticeStage stage,
      List<Endpoint> edges,
      BinaryOperator<String> tickets,
      InstantSource clock,
      StartWatcher watcher) {
    this.stage = stage;
    this.edges = List.copyOf(edges);
    this.tickets = tickets;
    this.clock = clock;
    this.watcher = watcher;
  }

  /**
   * Returns when the system does not get faster any more, when time is up, or when it cannot be
   * done.
   *
   * @param wanted how long it may take; it takes less if a wave comes near
   */
  void run(Duration wanted) {
    long fromNanos = System.nanoTime();
    try {
      WarmUpTime time = WarmUpTime.of(stage.liveWaves(), clock.millis(), wanted);
      time.hindrance().ifPresent(why -> say("none: " + why));
      if (!time.atMost().isZero()) {
        practise(time.atMost(), fromNanos);
      }
    } catch (RuntimeException e) {
      LOG.warn("no warm-up", e);
      warn(e.getMessage());
    }
  }

  private void practise(Duration atMost, long fromNanos) {
    String show = stage.open(TURN_MILLIS, atMost);
    var shakes =
        new PracticeShakes(edges, user -> tickets.apply(show, "practice-" + user), TURN_MILLIS);
    Duration left = atMost.minusNanos(System.nanoTime() - fromNanos);
    PracticeShakes.Report report =
        shakes.run(
            left.isNegative() ? Duration.ZERO : left,
            watcher::isStopWanted,
            perSecond -> watcher.inPassing(line(perSecond + " answers a second")));
    String took =
        String.format(
            Locale.ROOT, "%d s", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - fromNanos));
    if (report.answered() == 0) {
      warn(
          "no shake of practice show "
              + show
              + " was answered within "
              + took
              + report.trouble().map(heard -> " (" + heard + ")").orElse(""));
    } else {
      say(
          String.format(
              Locale.ROOT,
              "%d answers a second after %s, %s",
              report.perSecond(),
              took,
              report.isFlat() ? "which does not grow any more" : "which may still grow"));
    }
  }

  private void warn(String why) {
    say("warning: " + why + "; the first seconds of load will be slow");
  }

  private void say(String what) {
    watcher.accept(line(what));
  }

  private static String line(String what) {
    return String.format(Locale.ROOT, "%-14s %s", WHAT, what);
  }
}
