package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.jobs.OutgoingRecord;
import io.hongbao.jobs.packets.PacketSinks;
import io.hongbao.jobs.packets.PacketsJob;
import io.hongbao.jobs.packets.PacketsJobSettings;
import io.hongbao.kafka.Topics;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.bench.flink.Tallied;
import io.hongbao.rehearsal.bench.flink.TallySink;
import io.hongbao.rehearsal.bench.process.BenchCores;
import io.hongbao.rehearsal.bench.process.CpuReading;
import io.hongbao.rehearsal.bench.process.CpuUse;
import io.hongbao.rehearsal.bench.process.ServerPids;
import io.hongbao.rehearsal.bench.stats.Figure;
import io.hongbao.rehearsal.bench.stats.Goal;
import io.hongbao.rehearsal.bench.stats.SteadyStateDetector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * How many ledger entries a second the packets job makes of a log that is there already: its task
 * manager on one core, log and cache on the other. Every packet of the log was won, claimed and
 * paid, which makes two entries, and each batch was funded, which makes one. What the job decides
 * is thrown away, or written to Kafka and Redis as ever.
 */
final class LedgerRates {

  private static final Duration TURN = Duration.ofMillis(200);
  private static final Duration OPEN = Duration.ofSeconds(2);

  /** A packet has four records where a shake has one. */
  private static final int FEWER_PACKETS = 4;

  /** So many other packets are won before a packet is claimed, and claimed before it is paid. */
  private static final int APART = 1_000;

  private static final String WARM = "warm";
  private static final double SKIPPED_SHARE = 0.1;
  private static final int MAX_WARM_UPS = 8;
  private static final double WARM_UP_TOLERANCE = 0.07;

  private final LogServers servers;
  private final ServerPids pids;
  private final PacketsJobSettings settings;
  private final LogReadRunner log;
  private final Scale scale;
  private final Notes notes;
  private final List<Tallied> discarded = new ArrayList<>();
  private final List<Tallied> written = new ArrayList<>();

  private LedgerRates(LogServers servers, LogReadRunner log, Scale scale, Notes notes) {
    this.servers = servers;
    this.pids = servers.pids();
    this.settings = servers.packetsSettings();
    this.log = log;
    this.scale = scale;
    this.notes = notes;
  }

  static List<Figure> measure(DataDirectory data, Scale scale, Notes notes)
      throws InterruptedException {
    int packets = batches(scale) * PacketAppender.PACKETS_A_BATCH;
    try (LogServers servers = LogServers.start(data, BenchCampaign.gala(TURN, OPEN), notes)) {
      fill(servers, packets, scale.logUsers(), notes);
      ServerPids pids = servers.pids();
      pids.pinAll(BenchCores.LOAD);
      pids.pin(BenchCores.SERVERS, List.of("taskmanager-"));
      BenchCores.pinLoad();
      LogReadRunner log = new LogReadRunner(servers, 2L * packets + batches(scale), SKIPPED_SHARE);
      return new LedgerRates(servers, log, scale, notes).run();
    } finally {
      BenchCores.releaseLoad();
    }
  }

  private static int batches(Scale scale) {
    return Math.max(1, scale.logUsers() / FEWER_PACKETS / PacketAppender.PACKETS_A_BATCH);
  }

  private static void fill(LogServers servers, int packets, int users, Notes notes) {
    long startNanos = System.nanoTime();
    try (PacketAppender appender = new PacketAppender(servers.kafka(), ClaimTerms.DEFAULT, users)) {
      for (int at = 0; at < packets + 2 * APART; at++) {
        if (at < packets) {
          if (at % PacketAppender.PACKETS_A_BATCH == 0) {
            appender.fund(at);
          }
          appender.win(at);
        }
        int claimed = at - APART;
        if (claimed >= 0 && claimed < packets) {
          appender.claim(claimed);
        }
        if (claimed >= APART) {
          appender.pay(claimed - APART);
        }
      }
      appender.flush();
    }
    notes.progress(
        String.format(
            Locale.ROOT,
            "%,d packets that were won, claimed and paid are in the log after %.0f s",
            packets,
            (System.nanoTime() - startNanos) / 1e9));
  }

  private List<Figure> run() throws InterruptedException {
    warmUp(this::discarding);
    warmUp(this::writing);
    for (int pair = 0; pair < scale.pairs(); pair++) {
      discarded.add(read("discard", this::discarding));
      written.add(read("written", this::writing));
    }
    if (!servers.pids().equals(pids)) {
      throw new OperationFailedException("a server was started again while this was measured");
    }
    return figures();
  }

  private void warmUp(BiConsumer<StreamExecutionEnvironment, Path> job)
      throws InterruptedException {
    SteadyStateDetector detector = new SteadyStateDetector(2, WARM_UP_TOLERANCE);
    int runs = 0;
    do {
      detector.add(read(WARM, job).perSecond());
      runs++;
    } while (!scale.isQuick() && runs < MAX_WARM_UPS && !detector.isFlat());
  }

  private Tallied read(String name, BiConsumer<StreamExecutionEnvironment, Path> job)
      throws InterruptedException {
    CpuReading before = pids.cpu();
    Tallied run = log.read(name, job);
    CpuUse use = pids.cpu().since(before);
    if (!name.equals(WARM)) {
      notes.quote(use);
    }
    notes.progress(
        String.format(
            Locale.ROOT,
            "ledger, %s: %,.0f entries/s, %.1f us each, %.0f %% of a core, compilers %.0f %%",
            name,
            run.perSecond(),
            run.cpuMicrosEach(),
            100 * run.cpuMicros() / (run.seconds() * 1e6),
            100 * use.compilerShare()));
    return run;
  }

  private void discarding(StreamExecutionEnvironment environment, Path marks) {
    PacketsJob.define(
        environment,
        settings,
        new PacketSinks(
            TallySink.<OutgoingRecord>discarding(marks, log.step()).counting(LedgerRates::isEntry),
            new DiscardingSink<>(),
            PacketSinks.of(settings).deadLetters()));
  }

  private void writing(StreamExecutionEnvironment environment, Path marks) {
    PacketSinks sinks = PacketSinks.of(settings);
    PacketsJob.define(
        environment,
        settings,
        new PacketSinks(
            TallySink.before(sinks.log(), marks, log.step()).counting(LedgerRates::isEntry),
            sinks.standings(),
            sinks.deadLetters()));
  }

  /** Instructions to pay go the same way. */
  private static boolean isEntry(OutgoingRecord record) {
    return record.topic().equals(Topics.LEDGER);
  }

  private List<Figure> figures() {
    return List.of(
        figure("ledger_entries_per_second", "1/s", discarded.stream().map(Tallied::perSecond))
            .aimingAt(Goal.atLeast(50_000)),
        figure("ledger_cpu_us_per_entry", "us", discarded.stream().map(Tallied::cpuMicrosEach)),
        figure("ledger_written_per_second", "1/s", written.stream().map(Tallied::perSecond)),
        figure("ledger_cpu_us_written", "us", written.stream().map(Tallied::cpuMicrosEach)));
  }

  private static Figure figure(String name, String unit, Stream<Double> values) {
    return Figure.of(MoneyBench.NAME, name, unit, values.toList());
  }
}
