package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.kafka.Topics;
import io.hongbao.rehearsal.bench.flink.JobProgress;
import io.hongbao.rehearsal.bench.load.DueUsers;
import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import io.hongbao.rehearsal.bench.load.LoadGenerator;
import io.hongbao.rehearsal.bench.load.Pace;
import io.hongbao.rehearsal.bench.load.Requests;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.CpuUse;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import io.hongbao.tickets.ClaimTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What all servers together spend on a claim up to its ledger entry, and on a losing shake, in turn
 * at the same rate on one core. What they spend at rest, measured next to each, is taken off both.
 *
 * <p>Each claim is the first of its packet, by its winner's ticket and with the token that an edge
 * gives; the wins stand in the log beforehand. A payout is not part of a claim: it waits for a
 * grace that no benchmark lasts.
 */
final class ClaimCosts {

  /** At which both are measured, if the machine bears that many claims. */
  static final double WANTED_RATE = 5_000;

  /** Enough for the warm-up, the search and what is measured. */
  private static final int PACKETS = 700_000;

  private static final int QUICK_PACKETS = 5_000;

  private static final Duration ONCE = Duration.ofDays(1);
  private static final double WARM_UP_RATE = 2_000;
  private static final double QUICK_RATE = 200;
  private static final Duration MAX_WARM_UP = Duration.ofSeconds(60);
  private static final double FIRST_RATE = 1_000;
  private static final double MAX_RATE = 20_000;
  private static final double STEP_FACTOR = 1.5;
  private static final double PRECISION = 0.1;
  private static final int MAX_TRIES = 14;
  private static final Duration SEARCH_WINDOW = Duration.ofSeconds(4);
  private static final double MIN_ANSWERED = 0.99;
  private static final double ON_THEIR_WAY_SECONDS = 0.25;
  private static final double MAX_P99_MILLIS = 1_000;
  private static final Duration DECISION_TIMEOUT = Duration.ofMinutes(10);

  /** Whose the cost of a claim is. */
  private static final Map<String, List<String>> PROCESSES = processes();

  private final ServerPids pids;
  private final Meter meter;
  private final LoadGenerator shakes;
  private final LoadGenerator claims;
  private final int packets;
  private final Scale scale;
  private final Notes notes;

  private ClaimCosts(
      ServerPids pids,
      LoadGenerator shakes,
      LoadGenerator claims,
      int packets,
      Scale scale,
      Notes notes) {
    this.pids = pids;
    this.meter = new Meter(pids, notes);
    this.shakes = shakes;
    this.claims = claims;
    this.packets = packets;
    this.scale = scale;
    this.notes = notes;
  }

  /** One of each, next to each other. */
  private record Pair(CpuUse rest, Window claims, Window shakes) {

    double claimMicros(String servers) {
      return claims.cpu().microsBeyond(rest, servers) / settled(claims);
    }

    double shakeMicros() {
      return shakes.cpu().microsBeyond(rest, "") / shakes.counts().answered();
    }
  }

  static List<Figure> measure(BenchSystem system, Scale scale, Notes notes)
      throws InterruptedException {
    int packets = scale.isQuick() ? QUICK_PACKETS : PACKETS;
    try (JobProgress progress = new JobProgress(system.kafka())) {
      win(system, packets, scale, notes);
      progress.awaitPacketsDecided(DECISION_TIMEOUT);
      long entriesBefore = progress.count(Topics.LEDGER);
      List<Figure> figures;
      long settled;
      try (LoadGenerator shakes = RoadMeasurement.load(system, system.shakes(""), scale);
          LoadGenerator claims = load(system, claims(system, packets, scale.users()))) {
        figures = new ClaimCosts(system.pids(), shakes, claims, packets, scale, notes).run();
        claims.follow(Pace.NONE);
        progress.awaitPacketsDecided(DECISION_TIMEOUT);
        settled = claims.counts().of(ReplyKind.SETTLED);
      }
      long entries = progress.count(Topics.LEDGER) - entriesBefore;
      if (entries < settled) {
        throw new OperationFailedException(
            String.format(
                Locale.ROOT,
                "%,d claims were answered, and the ledger got %,d entries",
                settled,
                entries));
      }
      return figures;
    }
  }

  private static void win(BenchSystem system, int packets, Scale scale, Notes notes) {
    ClaimTerms unpaid =
        new ClaimTerms(ClaimTerms.DEFAULT.claimWithinMillis(), ClaimTerms.LONGEST_GRACE_MILLIS);
    try (PacketAppender appender = new PacketAppender(system.kafka(), unpaid, scale.users())) {
      for (int packet = 0; packet < packets; packet++) {
        appender.win(packet);
      }
      appender.flush();
    }
    notes.progress(String.format(Locale.ROOT, "%,d packets are in the log to be claimed", packets));
  }

  private static Requests claims(BenchSystem system, int packets, int users) {
    ClaimTokens tokens = system.claimTokens();
    return Requests.of(
        packets,
        packet -> {
          int user = packet % users;
          String id = PacketAppender.packetId(packet);
          String token =
              tokens.ofPacket(
                  BenchCampaign.SHOW, id, "bench-" + (user + 1), PacketAppender.amountFen(packet));
          String body = "{\"token\":\"" + token + "\"}";
          return "POST /v1/packets/"
              + id
              + "/claim HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json"
              + "\r\nContent-Length: "
              + body.length()
              + "\r\nAuthorization: Bearer "
              + system.ticket(user)
              + "\r\n\r\n"
              + body;
        });
  }

  private static LoadGenerator load(BenchSystem system, Requests claims) {
    return LoadGenerator.start(
        BenchSystem.address(system.edge()),
        claims,
        new DueUsers(claims.users(), ONCE),
        RoadMeasurement.CONNECTIONS,
        Pace.NONE);
  }

  private List<Figure> run() throws InterruptedException {
    warmUp();
    double highest = findHighestRate();
    double rate = scale.isQuick() ? QUICK_RATE : Math.min(WANTED_RATE, highest);
    List<Pair> pairs = new ArrayList<>();
    for (int pair = 0; pair < scale.pairs(); pair++) {
      CpuUse rest = rest();
      pairs.add(
          new Pair(
              rest,
              quoted("claims", claims, rate, ClaimCosts::settled),
              quoted("losing shakes", shakes, rate, window -> window.counts().answered())));
    }
    notes.show(
        String.format(
            Locale.ROOT,
            "\nClaims and losing shakes were measured at %,.0f a second each%s.\n",
            rate,
            rate < WANTED_RATE ? ", the most claims that this machine bears" : ""));
    if (claims.counts().sent() >= packets) {
      notes.warn("void: all packets were claimed before all was measured");
    }
    return figures(highest, rate, pairs);
  }

  /** On all cores; then servers have one. */
  private void warmUp() throws InterruptedException {
    pids.release();
    warmUp("a losing shake's cost", shakes, window -> window.counts().answered());
    warmUp("a claim's cost", claims, ClaimCosts::settled);
    pids.pinAll(BenchCores.SERVERS);
  }

  private void warmUp(String what, LoadGenerator load, ToDoubleFunction<Window> count)
      throws InterruptedException {
    load.follow(new Pace(scale.isQuick() ? QUICK_RATE : WARM_UP_RATE));
    Duration atMost = scale.warmUp().compareTo(MAX_WARM_UP) < 0 ? scale.warmUp() : MAX_WARM_UP;
    meter.warmUp(
        what,
        load,
        scale.isQuick() ? scale.window() : Duration.ofSeconds(5),
        atMost,
        window -> window.cpu().micros("") / count.applyAsDouble(window));
    load.follow(Pace.NONE);
    meter.awaitQuiet();
  }

  /** Claims a second whose decisions come back in time. */
  private double findHighestRate() throws InterruptedException {
    if (scale.isQuick()) {
      if (settled(measure("claims", claims, QUICK_RATE, scale.window(), ClaimCosts::settled))
          == 0) {
        throw new OperationFailedException("no claim was answered: " + claims.counts());
      }
      return QUICK_RATE;
    }
    RateSearch search = new RateSearch(FIRST_RATE, MAX_RATE, STEP_FACTOR, PRECISION, MAX_TRIES);
    double left = packets - claims.counts().sent() - packetsToMeasure();
    for (OptionalDouble rate = search.next();
        rate.isPresent() && rate.getAsDouble() * searchSeconds() < left;
        rate = search.next()) {
      search.tried(
          keepsUp(
              measure("claims", claims, rate.getAsDouble(), SEARCH_WINDOW, ClaimCosts::settled)));
      claims.follow(Pace.NONE);
      meter.awaitQuiet();
      left = packets - claims.counts().sent() - packetsToMeasure();
    }
    if (search.highest() == 0) {
      throw new OperationFailedException(
          "at no rate were claims answered in time; so far " + claims.counts());
    }
    return search.highest();
  }

  private static double searchSeconds() {
    return SEARCH_WINDOW.toMillis() * 1.25 / 1e3;
  }

  private double packetsToMeasure() {
    return WANTED_RATE * scale.pairs() * scale.window().toMillis() * 1.5 / 1e3;
  }

  private static boolean keepsUp(Window window) {
    double onTheirWay = ON_THEIR_WAY_SECONDS * window.perSecond(window.counts().due());
    return settled(window) > 0
        && settled(window) >= MIN_ANSWERED * window.counts().due() - onTheirWay
        && window.latencyMillis(99) <= MAX_P99_MILLIS;
  }

  private static long settled(Window window) {
    return window.counts().of(ReplyKind.SETTLED);
  }

  private CpuUse rest() throws InterruptedException {
    claims.follow(Pace.NONE);
    shakes.follow(Pace.NONE);
    meter.awaitQuiet();
    return meter.measure(shakes, scale.window()).cpu();
  }

  private Window quoted(
      String what, LoadGenerator load, double rate, ToDoubleFunction<Window> count)
      throws InterruptedException {
    Window window = measure(what, load, rate, scale.window(), count);
    notes.quote(window.cpu());
    load.follow(Pace.NONE);
    meter.awaitQuiet();
    return window;
  }

  /** Measures at a rate, once that has had a moment to settle. */
  private Window measure(
      String what, LoadGenerator load, double rate, Duration length, ToDoubleFunction<Window> count)
      throws InterruptedException {
    load.follow(new Pace(rate));
    meter.measure(load, length.dividedBy(4));
    Window window = meter.measure(load, length);
    double answered = count.applyAsDouble(window);
    notes.progress(
        String.format(
            Locale.ROOT,
            "money, %s at %,.0f/s: %,.0f answers/s, p50 %.1f ms, p99 %.1f ms, %.1f us each with what"
                + " is spent at rest, %.0f %% of a core; generator %.0f %%",
            what,
            rate,
            answered / window.cpu().seconds(),
            window.latencyMillis(50),
            window.latencyMillis(99),
            window.cpu().micros("") / answered,
            100 * window.cpu().share(""),
            100 * window.cpu().ownShare()));
    if (window.failures() > 0) {
      notes.progress("  not all were answers: " + window.counts().heard());
    }
    return window;
  }

  private List<Figure> figures(double highest, double rate, List<Pair> pairs) {
    List<Double> claimMicros = each(pairs, pair -> pair.claimMicros(""));
    List<Double> shakeMicros = each(pairs, Pair::shakeMicros);
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of(MoneyBench.NAME, "claims_per_second", "1/s", highest));
    figures.add(figure("cpu_us_per_claim", "us", claimMicros));
    figures.add(
        figure("ratio_to_losing_shake", "ratio", Ratios.of(claimMicros, shakeMicros))
            .aimingAt(Goal.atMost(3)));
    figures.add(figure("cpu_us_per_losing_shake", "us", shakeMicros));
    PROCESSES.forEach(
        (name, servers) ->
            figures.add(
                figure(
                    name,
                    "us",
                    each(pairs, pair -> servers.stream().mapToDouble(pair::claimMicros).sum()))));
    figures.add(Figure.of(MoneyBench.NAME, "rate", "1/s", rate));
    figures.add(figure("core_share_at_rest", "ratio", each(pairs, pair -> pair.rest().share(""))));
    figures.add(figure("p50_ms_claim", "ms", each(pairs, it -> it.claims().latencyMillis(50))));
    figures.add(figure("p99_ms_claim", "ms", each(pairs, it -> it.claims().latencyMillis(99))));
    figures.add(figure("p50_ms_shake", "ms", each(pairs, it -> it.shakes().latencyMillis(50))));
    figures.add(figure("p99_ms_shake", "ms", each(pairs, it -> it.shakes().latencyMillis(99))));
    return figures;
  }

  private static Figure figure(String name, String unit, List<Double> values) {
    return Figure.of(MoneyBench.NAME, name, unit, values);
  }

  private static List<Double> each(List<Pair> pairs, ToDoubleFunction<Pair> reading) {
    return pairs.stream().map(reading::applyAsDouble).toList();
  }

  private static Map<String, List<String>> processes() {
    Map<String, List<String>> processes = new LinkedHashMap<>();
    processes.put("cpu_us_claim_edge", List.of("edge-"));
    processes.put("cpu_us_claim_kafka", List.of("kafka-"));
    processes.put("cpu_us_claim_jobs", List.of("taskmanager-", "jobmanager-"));
    processes.put("cpu_us_claim_redis", List.of("redis-"));
    processes.put("cpu_us_claim_payment", List.of("wallet-", "payout-", "postgres-"));
    return processes;
  }
}
