package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.bench.load.DueUsers;
import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import io.hongbao.rehearsal.bench.load.LoadGenerator;
import io.hongbao.rehearsal.bench.load.Pace;
import io.hongbao.rehearsal.bench.load.Requests;
import io.hongbao.rehearsal.bench.load.TrickleClients;
import io.hongbao.rehearsal.bench.load.TrickleClients.Trickle;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What it costs everybody else that many connections send a head, or a frame on a long connection,
 * byte by byte and never to its end. The edge has a core of its own; shakes come at full pace, with
 * and without the others in turn.
 */
final class TrickleBench {

  static final String NAME = "trickle";

  private static final int CONNECTIONS = 5_000;
  private static final int CONNECTIONS_IN_A_HURRY = 100;
  private static final int PAIRS = 10;

  /** A head that comes so slowly is ended by its time-out, and begun anew. */
  private static final Duration BETWEEN_BYTES = Duration.ofSeconds(2);

  private static final Duration ALL_OPEN_TIMEOUT = Duration.ofSeconds(60);

  /** Some are just being opened again. */
  private static final double ALL = 0.9;

  /** Nor does one send anything while it is opened again, or until its upgrade is answered. */
  private static final double ALL_BYTES = 0.8;

  /** The first byte of a text, its length, a mask, and then payload that never comes to its end. */
  private static final byte[] FRAME = {(byte) 0x81, (byte) 0xfd, 1, 2, 3, 4, '{' ^ 1, '"' ^ 2, 'a'};

  private final BenchSystem system;
  private final Scale scale;
  private final Notes notes;
  private final Meter meter;
  private final List<Double> perSecondWith = new ArrayList<>();
  private final List<Double> perSecondWithout = new ArrayList<>();
  private final List<Double> microsWith = new ArrayList<>();
  private final List<Double> microsWithout = new ArrayList<>();

  private TrickleBench(BenchSystem system, Scale scale, Notes notes) {
    this.system = system;
    this.scale = scale;
    this.notes = notes;
    this.meter = new Meter(system.pids(), notes);
  }

  static List<Figure> run(BenchSystem system, Scale scale, Notes notes)
      throws InterruptedException {
    return new TrickleBench(system, scale, notes).run();
  }

  private List<Figure> run() throws InterruptedException {
    ServerPids pids = system.pids();
    Requests requests = system.shakes("wait=0");
    DueUsers rotation = new DueUsers(requests.users(), scale.turn().plus(EdgeBench.TURN_MARGIN));
    pids.release();
    try (LoadGenerator load = start(requests, rotation)) {
      meter.warmUp(
          "the edge's rate",
          load,
          Duration.ofSeconds(2),
          scale.warmUp(),
          window -> window.perSecond(window.counts().of(ReplyKind.ACCEPTED)));
    }
    pids.pinAll(BenchCores.LOAD);
    pids.pin(BenchCores.SERVERS, List.of("edge-"));
    int pairs = scale.isQuick() ? 1 : PAIRS;
    for (int pair = 0; pair < pairs; pair++) {
      // A machine that gets slower, or faster, would else favour one of the two.
      if (pair % 2 == 0) {
        measureWithout(requests, rotation);
        measureWith(requests, rotation);
      } else {
        measureWith(requests, rotation);
        measureWithout(requests, rotation);
      }
    }
    return figures();
  }

  private void measureWithout(Requests requests, DueUsers rotation) throws InterruptedException {
    measure(requests, rotation, "without", perSecondWithout, microsWithout);
  }

  private void measureWith(Requests requests, DueUsers rotation) throws InterruptedException {
    int connections = scale.isQuick() ? CONNECTIONS_IN_A_HURRY : CONNECTIONS;
    try (TrickleClients clients =
        TrickleClients.start(
            BenchSystem.address(system.edge()), connections, BETWEEN_BYTES, trickles())) {
      awaitOpen(clients, connections);
      long endedBefore = clients.endedByServer();
      long sentBefore = clients.bytesSent();
      long startNanos = System.nanoTime();
      measure(requests, rotation, "with", perSecondWith, microsWith);
      long sent = clients.bytesSent() - sentBefore;
      long due = connections * (System.nanoTime() - startNanos) / BETWEEN_BYTES.toNanos();
      notes.progress(
          String.format(
              Locale.ROOT,
              "%,d connections trickled %,d of %,d bytes, and the edge ended %,d of them",
              connections,
              sent,
              due,
              clients.endedByServer() - endedBefore));
      if (sent < ALL_BYTES * due) {
        notes.warn(
            String.format(
                Locale.ROOT,
                "%,d connections trickled only %,d of %,d bytes",
                connections,
                sent,
                due));
      }
    }
  }

  /**
   * Half are heads; half are frames of phones that have shown no ticket, or one, at the upgrade.
   */
  private List<Trickle> trickles() {
    byte[] head = ascii("GET /v1/show HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: a");
    String upgrade =
        "GET /v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Authorization: Bearer "
            + system.ticket(0)
            + "\r\n\r\n";
    return List.of(new Trickle(new byte[0], false, head), new Trickle(ascii(upgrade), true, FRAME));
  }

  private static void awaitOpen(TrickleClients clients, int connections)
      throws InterruptedException {
    long startNanos = System.nanoTime();
    while (clients.open() < ALL * connections) {
      if (System.nanoTime() - startNanos > ALL_OPEN_TIMEOUT.toNanos()) {
        throw new OperationFailedException(
            "only " + clients.open() + " of " + connections + " connections opened");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private LoadGenerator start(Requests requests, DueUsers rotation) {
    return LoadGenerator.start(
        BenchSystem.address(system.edge()), requests, rotation, EdgeBench.CONNECTIONS, Pace.FULL);
  }

  private void measure(
      Requests requests,
      DueUsers rotation,
      String what,
      List<Double> perSecond,
      List<Double> micros)
      throws InterruptedException {
    meter.awaitQuiet();
    try (LoadGenerator load = start(requests, rotation);
        PendingGuard guard = PendingGuard.watch(() -> system.gauges().pending(), load)) {
      meter.measure(load, EchoBaseline.LEAD_IN);
      Window window = meter.measure(load, scale.window());
      long accepted = window.counts().of(ReplyKind.ACCEPTED);
      if (accepted == 0) {
        throw new OperationFailedException("the edge accepts no shake: " + window.counts());
      }
      notes.quote(window.cpu());
      perSecond.add(window.perSecond(accepted));
      micros.add(window.cpuMicrosEach("edge-", accepted));
      notes.progress(
          String.format(
              Locale.ROOT,
              "%s: %,.0f/s, %.1f us each, %.0f %% of a core; generator %.0f %%",
              what,
              window.perSecond(accepted),
              window.cpuMicrosEach("edge-", accepted),
              100 * window.cpu().share("edge-"),
              100 * window.cpu().ownShare()));
      if (guard.hasHeldBack()) {
        notes.warn("the draw on the other core held the edge's rate down");
      }
    }
  }

  private List<Figure> figures() {
    return List.of(
        Figure.of(
                NAME, "ratio_with_to_without", "ratio", Ratios.of(perSecondWith, perSecondWithout))
            .aimingAt(Goal.atLeast(0.95)),
        Figure.of(
            NAME, "ratio_with_to_without_by_cpu", "ratio", Ratios.of(microsWithout, microsWith)),
        Figure.of(NAME, "shakes_per_second_with", "1/s", perSecondWith),
        Figure.of(NAME, "shakes_per_second_without", "1/s", perSecondWithout));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
