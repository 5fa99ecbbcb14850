package io.hongbao.rehearsal.torture;

import io.hongbao.edge.ticket.TicketKeys;
import io.hongbao.edge.ticket.TicketMint;
import io.hongbao.rehearsal.audience.Audience;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.Doubts;
import io.hongbao.rehearsal.audience.ProgressPrinter;
import io.hongbao.rehearsal.audience.http.Endpoint;
import io.hongbao.rehearsal.audit.Audit;
import io.hongbao.rehearsal.audit.AuditReport;
import io.hongbao.rehearsal.audit.AuditSettings;
import io.hongbao.rehearsal.parts.SmallFiles;
import io.hongbao.rehearsal.system.DataDirectory;
import io.hongbao.rehearsal.system.LocalKeys;
import io.hongbao.rehearsal.system.LocalPorts;
import io.hongbao.rehearsal.system.LocalSettings;
import io.hongbao.rehearsal.system.LocalSystem;
import io.hongbao.rehearsal.torture.history.History;
import io.hongbao.rehearsal.torture.history.HistoryReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a whole system as processes under an audience, breaks its parts as the plan has it, lets the
 * supervisor start them again, and holds what phones heard against the promises.
 */
public final class Torture {

  /** A shake may be acknowledged three turns after it was sent, and be answered a minute later. */
  private static final Duration GRACE = Duration.ofSeconds(85);

  private static final Doubts DOUBTS = new Doubts(0.1, 0.1, Duration.ofSeconds(20));

  /** A phone has its own connection; a request holds it while a part is away, for 10 s say. */
  private static final int CONNECTIONS_PER_RATE = 10;

  private static final int MOST_CONNECTIONS = 12_000;

  private static final Duration OPENS_WITHIN = Duration.ofMinutes(2);

  /** What all JVMs take to get warm, so that the first recovery is not the slowest. */
  private static final long WARM_UP_MILLIS = 5_000;

  private static final long LOOK_EVERY_MILLIS = 50;

  /** The brokers' logs of a run and as much again for the file that fills it. */
  private static final int SMALL_DISK_MEBIBYTES = 512;

  private static final Logger LOG = LoggerFactory.getLogger(Torture.class);

  private final TortureSettings settings;
  private final DataDirectory data;
  private final Consumer<String> progress;
  private final Consumer<String> report;
  private final AnswerFlow flow = new AnswerFlow();

  private Torture(TortureSettings settings, Consumer<String> progress, Consumer<String> report) {
    this.settings = settings;
    this.data = new DataDirectory(settings.data());
    this.progress = progress;
    this.report = report;
  }

  /**
   * Tortures once.
   *
   * @param progress gets lines on what is being started and looked at
   * @param report gets the report for people as it grows, by the line, or more lines at once
   * @throws IllegalStateException if it cannot be done at all
   */
  public static TortureReport run(
      TortureSettings settings, Consumer<String> progress, Consumer<String> report)
      throws InterruptedException {
    return new Torture(settings, progress, report).run();
  }

  /** Where what phones heard is kept. */
  static Path seenFile(TortureSettings settings) {
    return settings.data().resolve("seen.jsonl");
  }

  private TortureReport run() throws InterruptedException {
    LocalSettings local = localSettings();
    try (SmallDisk disk = settings.fullDisk() ? smallDisk() : null;
        LocalSystem system = LocalSystem.start(local, this::tellOfParts)) {
      return torture(system, Optional.ofNullable(disk));
    }
  }

  private TortureReport torture(LocalSystem system, Optional<SmallDisk> disk)
      throws InterruptedException {
    Audience audience = audience(system);
    CompletableFuture<AudienceReport> heard = start(audience);
    List<TimedFault> faults;
    long startMillis;
    try {
      startMillis = awaitWarm(heard);
      faults =
          new FaultRun(
                  new Faults(data, disk),
                  flow,
                  () -> system.partsAway().isEmpty(),
                  fault -> report.accept(TortureText.line(fault, startMillis)))
              .run(FaultPlan.of(settings));
      progress.accept("the audience ends; waiting for its last answers");
    } finally {
      audience.stop();
    }
    AudienceReport told = heard.join();
    report.accept(TortureText.table(faults));
    progress.accept("reading what phones heard, and the log");
    History history = HistoryReader.read(seenFile(settings), system.addresses().kafka());
    var checks = new Checks(history, faults, startMillis);
    report.accept(TortureText.checks(checks));
    AuditReport audit = audit(system);
    var result = new TortureReport(settings, faults, told, checks, audit);
    report.accept(TortureText.end(result));
    return result;
  }

  private LocalSettings localSettings() {
    Path campaign = settings.data().resolve("torture.yaml");
    try {
      Files.createDirectories(settings.data());
      SmallFiles.replace(campaign, TortureCampaign.yaml(settings));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + campaign, e);
    }
    return new LocalSettings(
        data,
        LocalPorts.anyFree(),
        Optional.of(campaign),
        campaign,
        settings.edges(),
        settings.brokers(),
        settings.taskManagers(),
        // Each carries a part of the draw, so that no kill hits an idle one.
        Math.min(settings.taskManagers(), LocalSettings.PARTITIONS),
        true,
        true);
  }

  private SmallDisk smallDisk() throws InterruptedException {
    return SmallDisk.mount(data.kafka(), SMALL_DISK_MEBIBYTES);
  }

  /** People hear of the start; what dies later is wanted, and goes to the log. */
  private void tellOfParts(String line) {
    LOG.info("{}", line);
    if (flow.isEmpty()) {
      progress.accept(line);
    }
  }

  private Audience audience(LocalSystem system) {
    List<Endpoint> edges =
        Arrays.stream(system.addresses().edge().split(",", -1)).map(Endpoint::parse).toList();
    int connections =
        Math.max(
            edges.size(),
            Math.min(MOST_CONNECTIONS, CONNECTIONS_PER_RATE * settings.ratePerSecond()));
    var load =
        new AudienceSettings(
            edges,
            AudienceSettings.DEFAULT_PREFIX,
            settings.phones(),
            settings.ratePerSecond(),
            Duration.ofSeconds(TortureCampaign.waveSeconds(settings)),
            AudienceSettings.DEFAULT_WAIT_SECONDS,
            connections,
            OPENS_WITHIN,
            GRACE,
            settings.seed(),
            Optional.of(seenFile(settings)),
            DOUBTS);
    TicketMint mint = new TicketMint(TicketKeys.parse(LocalKeys.ticketKeys(data)));
    long nowMillis = System.currentTimeMillis();
    return new Audience(
        load, user -> mint.mint(user, "", TicketMint.LIFETIME, nowMillis).text(), flow);
  }

  private static CompletableFuture<AudienceReport> start(Audience audience) {
    var heard = new CompletableFuture<AudienceReport>();
    var silent = new ProgressPrinter(new PrintWriter(Writer.nullWriter()), false);
    var thread =
        new Thread(
            () -> {
              try {
                heard.complete(audience.run(silent));
              } catch (InterruptedException | RuntimeException e) {
                heard.completeExceptionally(e);
              }
            },
            "tortured-audience");
    thread.setDaemon(true);
    thread.start();
    return heard;
  }

  /** Returns the instant of the first answer, a while after it. */
  private long awaitWarm(CompletableFuture<AudienceReport> heard) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + OPENS_WITHIN.toNanos();
    while (flow.isEmpty()) {
      if (heard.isDone()) {
        heard.join();
      }
      if (System.nanoTime() > deadlineNanos) {
        throw new IllegalStateException(
            "no shake was answered within " + OPENS_WITHIN.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    long startMillis = System.currentTimeMillis();
    progress.accept("answers flow; breaking begins");
    TimeUnit.MILLISECONDS.sleep(WARM_UP_MILLIS);
    return startMillis;
  }

  private AuditReport audit(LocalSystem system) throws InterruptedException {
    LocalKeys keys = LocalKeys.read(data);
    return Audit.run(
        AuditSettings.of(
            system.addresses().kafka(),
            keys.verifyingKey(),
            keys.sealingKey(),
            Optional.of(seenFile(settings))),
        progress);
  }
}
