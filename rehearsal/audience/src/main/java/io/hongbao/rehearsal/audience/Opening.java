package io.hongbao.rehearsal.audience;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.SingleCall;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A wave that is open, or just about to.
 *
 * @param atNanos when the load may begin, by {@link System#nanoTime()}
 */
record Opening(ShowReply page, long atNanos) {

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
  private static final long CHECK_AGAIN_MILLIS = 1_000;
  private static final long REPORT_EVERY_CHECKS = 10;

  /** When the load may begin, by the clock of the edge. */
  long showMillis() {
    return page.isOpen()
        ? page.serverTimeMillis()
        : page.serverTimeMillis() + page.opensInMillis().orElseThrow();
  }

  /** The wave that is open then; empty text if none is. */
  String wave() {
    return page.readAt(showMillis()).openWave().map(ShowReply.Wave::id).orElse("");
  }

  /** For how long the wave is open from then on, in milliseconds; 0 if it has closed. */
  long openMillis() {
    long beginsAtMillis = showMillis();
    return page.waves().stream()
        .filter(wave -> wave.opensAtMillis() <= beginsAtMillis)
        .mapToLong(wave -> Math.max(0, wave.closesAtMillis() - beginsAtMillis))
        .max()
        .orElse(0);
  }

  /** The same, but no load begins before an instant of {@link System#nanoTime()}. */
  Opening notBefore(long nanos) {
    if (nanos - atNanos <= 0) {
      return this;
    }
    return new Opening(
        page.readAt(showMillis() + TimeUnit.NANOSECONDS.toMillis(nanos - atNanos)), nanos);
  }

  /**
   * Waits until a wave opens; looks again and again, for a cue may move it.
   *
   * @param progress gets a line now and then
   * @throws OperationFailedException if none opens in time, or the edge does not say
   */
  static Opening await(Endpoint edge, Duration within, Consumer<String> progress)
      throws InterruptedException {
    long giveUpAtNanos = System.nanoTime() + within.toNanos();
    for (long look = 0; ; look++) {
      SingleCall.Result call = SingleCall.get(edge, "/v1/show", CALL_TIMEOUT);
      String state;
      if (call.reply().isPresent() && call.reply().get().status() == 200) {
        ShowReply page = ShowReply.parse(call.reply().get().body());
        if (page.isOpen()) {
          return new Opening(page, System.nanoTime());
        }
        long opensInMillis =
            page.opensInMillis()
                .orElseThrow(
                    () ->
                        new OperationFailedException(
                            "show " + page.show() + ": no wave is open, and none comes"));
        if (opensInMillis <= CHECK_AGAIN_MILLIS) {
          return new Opening(
              page, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(opensInMillis));
        }
        state =
            String.format(Locale.ROOT, "show %s opens in %d s", page.show(), opensInMillis / 1000);
      } else {
        state =
            edge
                + " does not show the show: "
                + call.reply()
                    .map(reply -> "status " + reply.status())
                    .or(() -> call.failure().map(Object::toString))
                    .orElseThrow();
      }
      if (System.nanoTime() - giveUpAtNanos >= 0) {
        throw new OperationFailedException(state + ", waited " + within.toSeconds() + " s");
      }
      if (look % REPORT_EVERY_CHECKS == 0) {
        progress.accept(state);
      }
      Thread.sleep(CHECK_AGAIN_MILLIS);
    }
  }
}
