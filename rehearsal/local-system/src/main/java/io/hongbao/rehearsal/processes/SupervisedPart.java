package io.hongbao.rehearsal.processes;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.parts.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One part: started, started again whenever it dies, and ended. It has a thread of its own. */
final class SupervisedPart {

  /** A broker that was killed looks through its newest segments first. */
  private static final Duration FIRST_READY_TIMEOUT = Duration.ofMinutes(3);

  private static final Duration ASK_EVERY = Duration.ofMillis(50);

  private static final Logger LOG = LoggerFactory.getLogger(SupervisedPart.class);

  private final PartSpec spec;
  private final Path pidFile;
  private final Path outputFile;
  private final Consumer<String> progress;
  private final RestartBackoff backoff = new RestartBackoff();
  private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
  private final Thread keeper;

  /** Both guarded by this. */
  private ChildProcess process;

  private boolean ending;

  private volatile boolean up;

  SupervisedPart(PartSpec spec, Path pidFile, Path outputFile, Consumer<String> progress) {
    this.spec = spec;
    this.pidFile = pidFile;
    this.outputFile = outputFile;
    this.progress = progress;
    this.keeper = new Thread(this::keep, "keeps-" + spec.name());
  }

  PartSpec spec() {
    return spec;
  }

  /**
   * Starts it.
   *
   * @return done when it is ready for the first time; failed if it dies before that or is not ready
   *     in time, and then it is not started again
   */
  CompletableFuture<Void> start() {
    keeper.start();
    return firstReady;
  }

  /** Whether it was ready once since its latest start, and has not ended since. */
  boolean isUp() {
    return up;
  }

  /** Ends it for good. Returns when its process has ended. */
  void end() {
    ChildProcess last;
    synchronized (this) {
      ending = true;
      last = process;
      notifyAll();
    }
    if (last != null) {
      last.end(spec.stopOrder().grace());
    }
  }

  private void keep() {
    try {
      while (mayStartAgain()) {
        long startNanos = System.nanoTime();
        String end = runOnce(startNanos);
        if (!mayStartAgain()) {
          return;
        }
        Duration wait = backoff.after(Duration.ofNanos(System.nanoTime() - startNanos));
        progress.accept(
            String.format(
                Locale.ROOT,
                "%s %s and is started again%s",
                spec.name(),
                end,
                wait.isZero() ? "" : " in " + seconds(wait)));
        waitUnlessEnding(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how it ended. */
  private String runOnce(long startNanos) throws InterruptedException {
    ChildProcess started;
    try {
      started = launch();
    } catch (RuntimeException e) {
      // The first time somebody waits for it; later a full disk, say, may be mended.
      LOG.error("{} cannot be started", spec.name(), e);
      firstReady.completeExceptionally(e);
      return "cannot be started: " + e.getMessage();
    }
    awaitReady(started, startNanos);
    int status = started.awaitEnd();
    up = false;
    return "died (" + cause(status) + ")";
  }

  private synchronized ChildProcess launch() {
    if (ending) {
      throw new OperationFailedException("all parts end");
    }
    List<String> command = spec.launch().prepare();
    process = ChildProcess.start(command, spec.environment(), pidFile, outputFile);
    return process;
  }

  private void awaitReady(ChildProcess started, long startNanos) throws InterruptedException {
    while (started.isAlive()) {
      if (isReady()) {
        reportReady(Duration.ofNanos(System.nanoTime() - startNanos));
        return;
      }
      if (!firstReady.isDone() && System.nanoTime() - startNanos > FIRST_READY_TIMEOUT.toNanos()) {
        fail(
            String.format(
                Locale.ROOT,
                "%s is not ready after %s",
                spec.name(),
                seconds(FIRST_READY_TIMEOUT)));
        return;
      }
      TimeUnit.MILLISECONDS.sleep(ASK_EVERY.toMillis());
    }
    if (!firstReady.isDone()) {
      fail(
          String.format(
              Locale.ROOT, "%s ended at its start (%s)", spec.name(), cause(started.awaitEnd())));
    }
  }

  private boolean isReady() {
    try {
      return spec.readiness().isReady();
    } catch (RuntimeException e) {
      LOG.warn("{} could not be asked whether it is ready", spec.name(), e);
      return false;
    }
  }

  private void reportReady(Duration after) {
    up = true;
    progress.accept(
        firstReady.isDone()
            ? String.format(Locale.ROOT, "%s is ready again after %s", spec.name(), seconds(after))
            : String.format(
                Locale.ROOT,
                "%-14s %-28s ready after %s",
                spec.name(),
                spec.address(),
                seconds(after)));
    firstReady.complete(null);
  }

  private void fail(String what) {
    firstReady.completeExceptionally(
        new OperationFailedException(what + ": " + LogTail.of(outputFile)));
  }

  private synchronized boolean mayStartAgain() {
    return !ending && !firstReady.isCompletedExceptionally();
  }

  private synchronized void waitUnlessEnding(Duration duration) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + duration.toNanos();
    long leftNanos = duration.toNanos();
    while (!ending && leftNanos > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
      leftNanos = deadlineNanos - System.nanoTime();
    }
  }

  private static String cause(int status) {
    return status > 128 ? "signal " + (status - 128) : "status " + status;
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }
}
