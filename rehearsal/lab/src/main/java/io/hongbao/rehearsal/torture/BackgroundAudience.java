package io.hongbao.rehearsal.torture;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.rehearsal.audience.Audience;
import io.hongbao.rehearsal.audience.AudienceListener;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.audience.AudienceSettings;
import io.hongbao.rehearsal.audience.PhoneReports;
import io.hongbao.rehearsal.audience.ProgressPrinter;
import io.hongbao.tickets.TicketKeys;
import io.hongbao.tickets.TicketMint;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An audience in a thread of its own, while somebody else does things to the system. */
public final class BackgroundAudience {

  private static final long CHECK_EVERY_MILLIS = 50;

  private final AudienceSettings settings;
  private final Audience audience;
  private final CompletableFuture<AudienceReport> report = new CompletableFuture<>();

  private BackgroundAudience(AudienceSettings settings, Audience audience) {
    this.settings = settings;
    this.audience = audience;
  }

  /**
   * Lets phones shake from the opening of a wave on, until they are stopped.
   *
   * @param data of the system, whose keys make the tickets
   * @param listener hears of every answer as it comes
   */
  public static BackgroundAudience start(
      AudienceSettings settings, DataDirectory data, AudienceListener listener) {
    var mint = new TicketMint(TicketKeys.parse(LocalKeys.ticketKeys(data)));
    long nowMillis = System.currentTimeMillis();
    var started =
        new BackgroundAudience(
            settings,
            new Audience(
                settings,
                user -> mint.mint(user, "", TicketMint.LIFETIME, nowMillis).text(),
                listener));
    Thread thread = new Thread(started::run, "background-audience");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  /**
   * Returns when the first shake was answered.
   *
   * @param answered whether one was
   * @throws OperationFailedException if none is in time
   */
  void awaitFirstAnswer(BooleanSupplier answered) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + settings.openWithin().toNanos();
    while (!answered.getAsBoolean()) {
      if (report.isDone()) {
        report.join();
      }
      if (System.nanoTime() > deadlineNanos) {
        throw new OperationFailedException(
            "no shake was answered within " + settings.openWithin().toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
    }
  }

  /** From now on phones shake at another rate. */
  public void changeRate(int perSecond) {
    audience.changeRate(perSecond);
  }

  /** No phone shakes any more; those that wait may still hear their answers. */
  public void stop() {
    audience.stop();
  }

  /**
   * Returns when all answers were heard, or are given up.
   *
   * @throws OperationFailedException if no wave opened in time
   */
  public AudienceReport report() {
    try {
      return report.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** What became of all that phones did besides shaking, once it has ended. */
  PhoneReports phoneReports() {
    return audience.phoneReports();
  }

  private void run() {
    try {
      report.complete(
          audience.run(new ProgressPrinter(new PrintWriter(Writer.nullWriter()), false)));
    } catch (InterruptedException | RuntimeException e) {
      report.completeExceptionally(e);
    }
  }
}
