package io.hongbao.rehearsal.torture;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The process of a part, as its pid file names it.
 *
 * @param name of the part: {@code kafka-1}
 */
public record PartProcess(DataDirectory data, String name) {

  /** A part that is being started again has no process for a moment. */
  private static final Duration RESTART_TIMEOUT = Duration.ofSeconds(30);

  private static final long CHECK_EVERY_MILLIS = 20;

  /**
   * A signal that was sent.
   *
   * @param atMillis when, epoch milliseconds
   */
  public record Signalled(long pid, long atMillis) {}

  /**
   * Sends a signal and returns at once.
   *
   * @param signal its name without SIG
   * @throws OperationFailedException if the part has no process for long
   */
  public Signalled signal(String signal) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + RESTART_TIMEOUT.toNanos();
    Path file = data.pidFile(name);
    while (System.nanoTime() < deadlineNanos) {
      Optional<Long> pid = pid(file);
      long nowMillis = System.currentTimeMillis();
      if (pid.isPresent() && ProcessSignals.send(signal, pid.get())) {
        return new Signalled(pid.get(), nowMillis);
      }
      TimeUnit.MILLISECONDS.sleep(CHECK_EVERY_MILLIS);
    }
    throw new OperationFailedException(
        name + " has no process for " + RESTART_TIMEOUT.toSeconds() + " s");
  }

  private static Optional<Long> pid(Path file) {
    try {
      return Optional.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException startedJustNow) {
      return Optional.empty();
    }
  }
}
