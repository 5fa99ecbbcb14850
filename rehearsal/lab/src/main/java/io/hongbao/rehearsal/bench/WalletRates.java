package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.bench.flink.Tallied;
import io.hongbao.rehearsal.bench.flink.TallyMark;
import io.hongbao.rehearsal.bench.load.DueUsers;
import io.hongbao.rehearsal.bench.load.LoadCounts.ReplyKind;
import io.hongbao.rehearsal.bench.load.LoadGenerator;
import io.hongbao.rehearsal.bench.load.Pace;
import io.hongbao.rehearsal.bench.load.Requests;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.CpuReading;
import io.hongbao.rehearsal.bench.process.CpuUse;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Transfers a second of the wallet over HTTP, in turn with a plain loop that inserts the same rows
 * by JDBC ({@link InsertLoop}): as many calls in flight as the loop has connections. PostgreSQL and
 * whoever calls it have one core together; the other has the wallet's callers.
 */
final class WalletRates {

  /** As many as the wallet's pool has. */
  private static final int CONNECTIONS = 16;

  private static final int TRANSFERS = 500_000;
  private static final int QUICK_TRANSFERS = 20_000;
  private static final Duration ONCE = Duration.ofDays(1);
  private static final Duration MAX_WARM_UP = Duration.ofSeconds(30);

  /** So small a program is compiled soon. */
  private static final Duration LOOP_WARM_UP = Duration.ofSeconds(8);

  private final BenchSystem system;
  private final LoadGenerator load;
  private final Scale scale;
  private final Notes notes;
  private final Meter meter;
  private final List<Double> wallet = new ArrayList<>();
  private final List<Double> plain = new ArrayList<>();

  private WalletRates(BenchSystem system, LoadGenerator load, Scale scale, Notes notes) {
    this.system = system;
    this.load = load;
    this.scale = scale;
    this.notes = notes;
    this.meter = new Meter(system.pids(), notes);
  }

  static List<Figure> measure(BenchSystem system, Scale scale, Notes notes)
      throws InterruptedException {
    int transfers = scale.isQuick() ? QUICK_TRANSFERS : TRANSFERS;
    try (LoadGenerator load =
        LoadGenerator.start(
            BenchSystem.address(system.wallet()),
            Requests.of(transfers, WalletRates::transfer),
            new DueUsers(transfers, ONCE),
            CONNECTIONS,
            Pace.NONE)) {
      List<Figure> figures = new WalletRates(system, load, scale, notes).run();
      if (load.counts().sent() >= transfers) {
        notes.warn("void: the wallet had made all transfers before all was measured");
      }
      return figures;
    }
  }

  private static String transfer(int number) {
    String body =
        String.format(
            Locale.ROOT,
            "{\"payer\":\"%s\",\"payee\":\"http-%d\",\"amountFen\":%d}",
            InsertLoop.PAYER,
            number,
            InsertLoop.AMOUNT_FEN);
    return String.format(
        Locale.ROOT,
        "POST /transfers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json"
            + "\r\nIdempotency-Key: bench-http-%d\r\nContent-Length: %d\r\n\r\n%s",
        number,
        body.length(),
        body);
  }

  private List<Figure> run() throws InterruptedException {
    system.pids().release();
    load.follow(Pace.FULL);
    meter.warmUp(
        "the wallet's rate",
        load,
        scale.isQuick() ? scale.window() : Duration.ofSeconds(3),
        scale.warmUp().compareTo(MAX_WARM_UP) < 0 ? scale.warmUp() : MAX_WARM_UP,
        window -> window.perSecond(window.counts().of(ReplyKind.SETTLED)));
    system.pids().pinAll(BenchCores.SERVERS);
    for (int pair = 0; pair < scale.pairs(); pair++) {
      wallet.add(measureWallet());
      plain.add(measureLoop(pair));
    }
    return List.of(
        Figure.of(MoneyBench.NAME, "ratio_wallet_to_jdbc", "ratio", Ratios.of(wallet, plain))
            .aimingAt(Goal.atLeast(0.7)),
        Figure.of(MoneyBench.NAME, "wallet_transfers_per_second", "1/s", wallet),
        Figure.of(MoneyBench.NAME, "jdbc_transfers_per_second", "1/s", plain));
  }

  private double measureWallet() throws InterruptedException {
    load.follow(Pace.FULL);
    meter.measure(load, scale.window().dividedBy(4));
    Window window = meter.measure(load, scale.window());
    load.follow(Pace.NONE);
    notes.quote(window.cpu());
    long paid = window.counts().of(ReplyKind.SETTLED);
    if (paid == 0) {
      throw new OperationFailedException("the wallet pays nothing: " + window.counts());
    }
    notes.progress(
        String.format(
            Locale.ROOT,
            "wallet: %,.0f transfers/s, p50 %.1f ms; wallet %.0f %%, PostgreSQL %.0f %% of a core;"
                + " generator %.0f %%",
            window.perSecond(paid),
            window.latencyMillis(50),
            100 * window.cpu().share("wallet-"),
            100 * window.cpu().share("postgres-"),
            100 * window.cpu().ownShare()));
    if (window.failures() > 0) {
      notes.warn("the wallet refused transfers: " + window.counts().heard());
    }
    meter.awaitQuiet();
    return window.perSecond(paid);
  }

  private double measureLoop(int pair) throws InterruptedException {
    try (InsertLoop.Running loop =
        InsertLoop.start(system.data(), system.walletDatabaseUrl(), CONNECTIONS, pair)) {
      TimeUnit.MILLISECONDS.sleep(
          scale.isQuick() ? scale.window().toMillis() : LOOP_WARM_UP.toMillis());
      ServerPids pids = system.pids();
      pids.pinAll(BenchCores.SERVERS);
      TallyMark first = loop.nextMark();
      CpuReading before = pids.cpu();
      TimeUnit.MILLISECONDS.sleep(scale.window().toMillis());
      CpuUse use = pids.cpu().since(before);
      Tallied tallied = Tallied.between(first, loop.nextMark());
      notes.quote(use);
      notes.progress(
          String.format(
              Locale.ROOT,
              "plain JDBC: %,.0f transfers/s; loop %.0f %%, PostgreSQL %.0f %% of a core",
              tallied.perSecond(),
              100 * use.share(InsertLoop.NAME),
              100 * use.share("postgres-")));
      return tallied.perSecond();
    }
  }
}
