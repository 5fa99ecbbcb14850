package io.hongbao.rehearsal.torture;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.rehearsal.audience.Audience;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.ProgressPrinter;
import io.hongbao.rehearsal.audience.RecheckSettings;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The audience of a torture, in a thread of its own: it asks again what it heard and records it.
 */
final class TortureAudience {

  /** A shake may be acknowledged three turns after it was sent; then its patience begins. */
  private static final Duration ACKNOWLEDGE_TIMEOUT = Duration.ofSeconds(25);

  private static final Duration OPENING_TIMEOUT = Duration.ofMinutes(3);

  private static final RecheckSettings RECHECKS =
      new RecheckSettings(0.1, 0.1, Duration.ofSeconds(20));

  /** A phone has its own connection; a request holds it while a part is away, for 10 s say. */
  private static final int CONNECTIONS_PER_RATE = 10;

  private static final int MAX_CONNECTIONS = 12_000;

  private static final long CHECK_EVERY_MILLIS = 50;

  private final AnswerRecorder recorder;
  private final Audience audience;
  private final CompletableFuture<AudienceReport> report = new CompletableFuture<>();

  private TortureAudience(AnswerRecorder recorder, Audience audience) {
    this.recorder = recorder;
    this.audience = audience;
  }

  /**
   * Lets phones shake from the opening of the wave on, until they are stopped.
   *
   * @param recorder gets every answer as it comes
   */
  static TortureAudience start(
      TortureSettings settings, List<Endpoint> edges, AnswerRecorder recorder) {
    var mint =
        new TicketMint(TicketKeys.parse(LocalKeys.ticketKeys(new DataDirectory(settings.data()))));
    long nowMillis = System.currentTimeMillis();
    var started =
        new TortureAudience(
            recorder,
            new Audience(
                load(settings, edges),
                user -> mint.mint(user, "", TicketMint.LIFETIME, nowMillis).text(),
                recorder));
    Thread thread = new Thread(started::run, "tortured-audience");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  /**
   * Returns when the first shake was answered.
   *
   * @throws OperationFailedException if none is in time
   */
  void awaitFirstAnswer() throws InterruptedException {
    long deadlineNanos = System.nanoTime() + OPENING_TIMEOUT.toNanos();
    while (recorder.isEmpty()) {
      if (report.isDone()) {
        report.join();
      }
      if (System.nanoTime() > deadlineNanos) {
        throw new OperationFailedException(
            "no shake was answered within " + OPENING_TIMEOUT.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
    }
  }

  /** No phone shakes any more; those that wait may still hear their answers. */
  void stop() {
    audience.stop();
  }

  /** Returns when all answers were heard, or are given up. */
  AudienceReport report() {
    return report.join();
  }

  private void run() {
    try {
      report.complete(
          audience.run(new ProgressPrinter(new PrintWriter(Writer.nullWriter()), false)));
    } catch (InterruptedException | RuntimeException e) {
      report.completeExceptionally(e);
    }
  }

  private static AudienceSettings load(TortureSettings settings, List<Endpoint> edges) {
    int connections =
        Math.max(
            edges.size(),
            Math.min(MAX_CONNECTIONS, CONNECTIONS_PER_RATE * settings.ratePerSecond()));
    return new AudienceSettings(
        edges,
        AudienceSettings.DEFAULT_PREFIX,
        settings.phones(),
        settings.ratePerSecond(),
        Duration.ofSeconds(TortureCampaign.waveSeconds(settings)),
        AudienceSettings.DEFAULT_WAIT_SECONDS,
        connections,
        OPENING_TIMEOUT,
        settings.patience().plus(ACKNOWLEDGE_TIMEOUT),
        settings.seed(),
        Optional.of(settings.seenFile()),
        RECHECKS);
  }
}
