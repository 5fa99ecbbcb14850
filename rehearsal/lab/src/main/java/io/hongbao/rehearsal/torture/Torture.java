package io.hongbao.rehearsal.torture;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.AtomicFiles;
import io.hongbao.files.FolderLock;
import io.hongbao.ops.money.Reconciler;
import io.hongbao.ops.system.Addresses;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.proof.audit.Audit;
import io.hongbao.proof.audit.AuditReport;
import io.hongbao.proof.audit.AuditSettings;
import io.hongbao.proof.money.Reconciliation;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceReportFormatter;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.RecheckSettings;
import io.hongbao.rehearsal.system.LocalPorts;
import io.hongbao.rehearsal.system.LocalSettings;
import io.hongbao.rehearsal.system.LocalSystem;
import io.hongbao.rehearsal.system.MoneySettings;
import io.hongbao.rehearsal.torture.FaultRun.TimedFault;
import io.hongbao.rehearsal.torture.history.Checkers;
import io.hongbao.rehearsal.torture.history.Finding;
import io.hongbao.rehearsal.torture.history.History;
import io.hongbao.rehearsal.torture.history.HistoryReader;
import io.hongbao.rehearsal.torture.history.LostClaims;
import io.hongbao.show.preview.Glyphs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a whole system as processes under an audience, breaks its parts as the plan has it, lets the
 * supervisor start them again, and holds what phones heard against the promises.
 */
public final class Torture {

  /** The brokers' logs of a run and as much again for the file that fills it. */
  private static final int SMALL_DISK_MEBIBYTES = 512;

  /** A shake may be acknowledged three turns after it was sent; then its patience begins. */
  private static final Duration ACKNOWLEDGE_TIMEOUT = Duration.ofSeconds(25);

  private static final Duration OPENING_TIMEOUT = Duration.ofMinutes(3);

  private static final RecheckSettings RECHECKS =
      new RecheckSettings(0.1, 0.1, Duration.ofSeconds(20));

  /** A phone has its own connection; a request holds it while a part is away, for 10 s say. */
  private static final int CONNECTIONS_PER_RATE = 10;

  private static final int MAX_CONNECTIONS = 12_000;

  /** Far fewer than are paid in a second; what was claimed last is not paid at once. */
  private static final int PAID_PER_SECOND = 50;

  private static final long LOOK_EVERY_MILLIS = 2_000;
  private static final long SAY_EVERY_MILLIS = 30_000;
  private static final long CHECK_EVERY_MILLIS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(Torture.class);

  private final TortureSettings settings;
  private final DataDirectory data;
  private final Consumer<String> progress;
  private final Consumer<String> report;
  private final AnswerRecorder recorder = new AnswerRecorder();

  private Torture(TortureSettings settings, Consumer<String> progress, Consumer<String> report) {
    this.settings = settings;
    this.data = new DataDirectory(settings.data());
    this.progress = progress;
    this.report = report;
  }

  /**
   * Tortures once.
   *
   * @param lock of the folder, free again at the end
   * @param progress gets lines on what is being started and looked at
   * @param report gets the report for people as it grows, by the line, or more lines at once
   * @throws OperationFailedException if it cannot be done at all
   */
  public static TortureReport run(
      TortureSettings settings, FolderLock lock, Consumer<String> progress, Consumer<String> report)
      throws InterruptedException {
    return new Torture(settings, progress, report).run(lock);
  }

  private TortureReport run(FolderLock lock) throws InterruptedException {
    LocalSettings local = localSettings();
    try (SmallDisk disk = settings.fullDisk() ? smallDisk() : null;
        LocalSystem system = LocalSystem.start(local, lock, this::reportParts);
        PayoutMonitor monitor = monitor(system)) {
      return torture(system, Optional.ofNullable(disk), Optional.ofNullable(monitor));
    }
  }

  /** Null if nothing is paid. */
  private static PayoutMonitor monitor(LocalSystem system) {
    return system.addresses().money().map(it -> PayoutMonitor.start(it.payoutAdmin())).orElse(null);
  }

  private TortureReport torture(
      LocalSystem system, Optional<SmallDisk> disk, Optional<PayoutMonitor> monitor)
      throws InterruptedException {
    progress.accept("waits until restarts are prepared");
    system.awaitRestartsPrepared();
    BackgroundAudience audience = BackgroundAudience.start(load(edges(system)), data, recorder);
    List<TimedFault> faults;
    long startMillis;
    try {
      audience.awaitFirstAnswer(() -> !recorder.isEmpty());
      startMillis = System.currentTimeMillis();
      progress.accept("answers flow; breaking begins");
      TimeUnit.MILLISECONDS.sleep(settings.warmUp().toMillis());
      faults =
          new FaultRun(
                  new FaultInjector(data, disk),
                  recorder,
                  settings.patience(),
                  () -> system.partsAway().isEmpty(),
                  fault -> report.accept(TortureFormatter.line(fault, startMillis)))
              .run(FaultPlan.of(settings));
      if (!settings.walletFaults().isZero()) {
        failWallet(system.addresses().money().orElseThrow(), monitor.orElseThrow());
      }
      awaitClaims();
    } finally {
      audience.stop();
    }
    progress.accept("the audience ends; waiting for its last answers");
    AudienceReport heard = audience.report();
    if (!faults.isEmpty()) {
      report.accept(TortureFormatter.table(faults));
    }
    audience.phoneReports().claims().map(AudienceReportFormatter::table).ifPresent(report);
    audience.phoneReports().live().map(AudienceReportFormatter::table).ifPresent(report);
    try (Reconciler reconciler = reconciler(system)) {
      Optional<TortureMoney> money =
          reconciler == null
              ? Optional.empty()
              : Optional.of(settle(reconciler, monitor.orElseThrow()));
      progress.accept("reading what phones heard, and the log");
      History history = HistoryReader.read(settings.seenFile(), system.addresses().kafka());
      List<Finding> findings = new ArrayList<>(Checkers.check(history, settings.patience()));
      if (reconciler != null) {
        findings.add(LostClaims.check(history, reconciler.log()::packet));
      }
      var checks =
          new Checks(
              history, findings, faults.stream().map(TortureFormatter::mark).toList(), startMillis);
      report.accept(TortureFormatter.checks(checks));
      AuditReport audit = audit(system);
      money.map(it -> TortureFormatter.money(it, Glyphs.of(System.getenv()))).ifPresent(report);
      var result =
          new TortureReport(
              settings, faults, heard, checks, audit, money, audience.phoneReports().live());
      report.accept(TortureFormatter.end(result));
      return result;
    }
  }

  private AudienceSettings load(List<Endpoint> edges) {
    return new AudienceSettings(
            edges,
            AudienceSettings.DEFAULT_PREFIX,
            settings.phones(),
            settings.ratePerSecond(),
            Duration.ofSeconds(TortureCampaign.waveSeconds(settings)),
            AudienceSettings.DEFAULT_WAIT_SECONDS,
            connections(edges.size(), settings.ratePerSecond()),
            OPENING_TIMEOUT,
            settings.patience().plus(ACKNOWLEDGE_TIMEOUT),
            settings.seed(),
            Optional.of(settings.seenFile()),
            RECHECKS)
        .over(settings.transport())
        .claiming(settings.pays() ? 1 : 0);
  }

  /** Enough for a load while a part of the system is away. */
  public static int connections(int edges, int ratePerSecond) {
    long wanted = (long) CONNECTIONS_PER_RATE * ratePerSecond;
    return (int) Math.max(edges, Math.min(MAX_CONNECTIONS, wanted));
  }

  private LocalSettings localSettings() {
    Path campaign = settings.data().resolve("torture.yaml");
    try {
      Files.createDirectories(settings.data());
      AtomicFiles.replace(campaign, TortureCampaign.yaml(settings));
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
            true)
        .paying(settings.pays() ? Optional.of(MoneySettings.LOCAL) : Optional.empty());
  }

  /** Lets the wallet fail for a while, and waits until it should be healed. */
  private void failWallet(Addresses.Money money, PayoutMonitor monitor)
      throws InterruptedException {
    WalletFaults faults = new WalletFaults(money.walletAdmin());
    progress.accept("the wallet fails for " + settings.walletFaults().toSeconds() + " s");
    faults.begin(settings.seed());
    monitor.noteWalletFails(true);
    try {
      TimeUnit.MILLISECONDS.sleep(settings.walletFaults().toMillis());
    } finally {
      faults.end();
      monitor.noteWalletFails(false);
    }
    TimeUnit.MILLISECONDS.sleep(settings.calm().toMillis());
  }

  /** Returns when as many packets are claimed as are asked for, or that takes too long. */
  private void awaitClaims() throws InterruptedException {
    long nowNanos = System.nanoTime();
    long deadlineNanos =
        nowNanos + TimeUnit.SECONDS.toNanos(TortureCampaign.packetSeconds(settings));
    long sayAtNanos = nowNanos;
    while (recorder.claims() < settings.packets() && System.nanoTime() < deadlineNanos) {
      if (System.nanoTime() >= sayAtNanos) {
        progress.accept(
            String.format(
                Locale.ROOT,
                "%,d of %,d packets are claimed",
                recorder.claims(),
                settings.packets()));
        sayAtNanos += TimeUnit.MILLISECONDS.toNanos(SAY_EVERY_MILLIS);
      }
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
    }
  }

  /** Null if nothing is paid. */
  private static Reconciler reconciler(LocalSystem system) {
    return system
        .addresses()
        .money()
        .map(
            money ->
                Reconciler.open(
                    system.addresses().kafka(), URI.create(money.wallet()), Optional.empty()))
        .orElse(null);
  }

  /** Waits until nothing is on its way, within bounds, and compares. */
  private TortureMoney settle(Reconciler reconciler, PayoutMonitor monitor)
      throws InterruptedException {
    progress.accept("waiting until payouts have settled, comparing log, ledger, payouts, wallet");
    long deadlineNanos =
        System.nanoTime()
            + settings.patience().toNanos()
            + TimeUnit.SECONDS.toNanos(recorder.claims() / PAID_PER_SECOND);
    while (!reconciler.look().waiting().isEmpty() && System.nanoTime() < deadlineNanos) {
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    Reconciliation found = reconciler.reconcile(settings.patience());
    monitor.close();
    monitor.write(settings.payoutsFile());
    return new TortureMoney(
        found, reconciler.counts(), recorder.claims(), settings.packets(), monitor.seconds());
  }

  private SmallDisk smallDisk() throws InterruptedException {
    return SmallDisk.mount(data.kafka(), SMALL_DISK_MEBIBYTES);
  }

  /** People hear of the start; what dies later is wanted, and goes to the log. */
  private void reportParts(String line) {
    LOG.info("{}", line);
    if (recorder.isEmpty()) {
      progress.accept(line);
    }
  }

  private static List<Endpoint> edges(LocalSystem system) {
    return Arrays.stream(system.addresses().edge().split(",", -1)).map(Endpoint::parse).toList();
  }

  private AuditReport audit(LocalSystem system) throws InterruptedException {
    LocalKeys keys = LocalKeys.read(data);
    return Audit.run(
        AuditSettings.of(
            system.addresses().kafka(),
            keys.verifyingKey(),
            keys.sealingKey(),
            Optional.of(settings.seenFile())),
        progress);
  }
}
