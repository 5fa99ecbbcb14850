package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.bench.load.DueUsers;
import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import io.hongbao.rehearsal.bench.load.LoadGenerator;
import io.hongbao.rehearsal.bench.load.Pace;
import io.hongbao.rehearsal.bench.load.Requests;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The baseline: what a request costs that nothing is done with. For one thread. */
final class EchoBaseline {

  /**
   * A server that echoes less on a core was disturbed, or is no server of today: ratios to it would
   * flatter.
   */
  static final double LEAST_PER_CORE_SECOND = 40_000;

  /** So small a program is compiled soon. */
  private static final Duration WARM_UP_TIMEOUT = Duration.ofSeconds(40);

  /** Until all connections are under way. */
  static final Duration LEAD_IN = Duration.ofSeconds(1);

  private final Meter meter;
  private final Notes notes;
  private final InetSocketAddress address;
  private final Requests requests;
  private final int connections;
  private final List<Double> perSecond = new ArrayList<>();
  private final List<Double> microsEach = new ArrayList<>();

  EchoBaseline(
      Meter meter, Notes notes, InetSocketAddress address, Requests requests, int connections) {
    this.meter = meter;
    this.notes = notes;
    this.address = address;
    this.requests = requests;
    this.connections = connections;
  }

  void warmUp(Duration atMost) throws InterruptedException {
    Duration enough = atMost.compareTo(WARM_UP_TIMEOUT) < 0 ? atMost : WARM_UP_TIMEOUT;
    try (LoadGenerator load = start(Pace.FULL)) {
      meter.warmUp(
          "the echo's rate",
          load,
          Duration.ofSeconds(2),
          enough,
          window -> window.perSecond(window.counts().of(ReplyKind.ECHOED)));
    }
  }

  /** Measures once more, as fast as connections get free. */
  void measure(Duration length) throws InterruptedException {
    Window window = measure(Pace.FULL, length);
    double each = cpuMicrosEach(window);
    perSecond.add(window.perSecond(window.counts().of(ReplyKind.ECHOED)));
    microsEach.add(each);
    if (1e6 / each < LEAST_PER_CORE_SECOND) {
      notes.warn(
          String.format(
              Locale.ROOT, "void: the echo makes less than %,.0f/s a core", LEAST_PER_CORE_SECOND));
    }
  }

  /**
   * Measures the same at a pace, which is no part of {@link #perSecond} and {@link #microsEach}.
   */
  Window measure(Pace pace, Duration length) throws InterruptedException {
    meter.awaitQuiet();
    try (LoadGenerator load = start(pace)) {
      meter.measure(load, LEAD_IN);
      Window window = meter.measure(load, length);
      long echoed = window.counts().of(ReplyKind.ECHOED);
      if (echoed == 0 || window.failures() > 0) {
        throw new OperationFailedException("the echo does not echo: " + window.counts());
      }
      notes.quote(window.cpu());
      notes.progress(
          String.format(
              Locale.ROOT,
              "echo %,.0f/s, %.1f us each, %.0f %% of a core; generator %.0f %%",
              window.perSecond(echoed),
              cpuMicrosEach(window),
              100 * window.cpu().share(EchoProcess.NAME),
              100 * window.cpu().ownShare()));
      return window;
    }
  }

  /** Processor time of the echo for one request, in microseconds. */
  static double cpuMicrosEach(Window window) {
    return window.cpuMicrosEach(EchoProcess.NAME, window.counts().of(ReplyKind.ECHOED));
  }

  /** Requests a second, of each measurement. */
  List<Double> perSecond() {
    return List.copyOf(perSecond);
  }

  /** Processor time of a request in microseconds, of each measurement. */
  List<Double> microsEach() {
    return List.copyOf(microsEach);
  }

  private LoadGenerator start(Pace pace) {
    return LoadGenerator.start(
        address, requests, new DueUsers(requests.users(), Duration.ZERO), connections, pace);
  }
}
