package io.hongbao.rehearsal.parts;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program as a child process that cannot outlive this JVM, however this JVM ends.
 *
 * <p>A small shell stands between: it kills the program when its own standard input ends, which
 * happens too when this JVM is killed, and it writes the pid file, which is there exactly while the
 * program is. The program has a session of its own, so that a Ctrl-C in the terminal leaves it to
 * us when it stops.
 */
public final class ChildProcess {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(10);

  /** A killed process is gone at once, but for the time it takes the kernel to free its memory. */
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(2);

  /** The clock of process starts counts in hundredths of a second. */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

  /** Signals are ignored by the shell alone: a JVM that inherits that would ignore SIGTERM. */
  private static final String WATCHER =
      """
      trap '' INT TERM HUP
      exec 3<&0
      pid_file=$1
      shift
      apart=
      if command -v setsid >/dev/null 2>&1; then apart=setsid; else set -m; fi
      (trap - INT TERM HUP; exec $apart "$@") </dev/null 3<&- &
      program=$!
      echo "$program" >"$pid_file.new" && mv "$pid_file.new" "$pid_file"
      { read -r _; kill -KILL "$program"; } <&3 >/dev/null 2>&1 &
      reader=$!
      exec 3<&- </dev/null
      wait "$program" 2>/dev/null
      code=$?
      rm -f "$pid_file"
      kill -KILL "$reader" 2>/dev/null
      exit "$code"
      """;

  private final Process watcher;
  private final Optional<ProcessHandle> program;

  private ChildProcess(Process watcher, Optional<ProcessHandle> program) {
    this.watcher = watcher;
    this.program = program;
  }

  /**
   * Starts a program.
   *
   * @param command program and arguments
   * @param environment added to ours
   * @param pidFile holds the id of the program's own process while that runs
   * @param outputFile gets what it prints, appended
   * @throws UncheckedIOException if no shell can be started; a program that cannot be started ends
   *     with status 126 or 127
   */
  public static ChildProcess start(
      List<String> command, Map<String, String> environment, Path pidFile, Path outputFile) {
    List<String> watched = new ArrayList<>(List.of("sh", "-c", WATCHER, "watcher"));
    watched.add(pidFile.toString());
    watched.addAll(command);
    try {
      Files.createDirectories(pidFile.toAbsolutePath().getParent());
      Files.createDirectories(outputFile.toAbsolutePath().getParent());
      Files.deleteIfExists(pidFile);
      var builder =
          new ProcessBuilder(watched)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(outputFile.toFile()));
      builder.environment().putAll(environment);
      Process watcher = builder.start();
      return new ChildProcess(watcher, awaitProgram(watcher, pidFile));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.get(0), e);
    }
  }

  /**
   * Ends the program that a former run left behind, say because its watcher was killed too: two
   * must never write to the same files.
   *
   * @throws OperationFailedException if it does not end
   */
  public static void endLeftOver(Path pidFile, Duration grace) {
    Optional<ProcessHandle> leftOver = leftOver(pidFile);
    if (leftOver.isPresent() && !endOne(leftOver.get(), grace)) {
      throw new OperationFailedException(
          "process " + leftOver.get().pid() + " of a former run (" + pidFile + ") does not end");
    }
  }

  public boolean isAlive() {
    return watcher.isAlive();
  }

  /**
   * Waits for its end. A program whose watcher was killed is killed too, so that whoever starts it
   * again has no second one.
   *
   * @return its status: 128 and the signal's number if a signal ended it
   */
  public int awaitEnd() throws InterruptedException {
    int status = watcher.waitFor();
    program.filter(ProcessHandle::isAlive).ifPresent(its -> endOne(its, Duration.ZERO));
    return status;
  }

  /**
   * Ends the program with SIGTERM, and with SIGKILL if it still runs after {@code grace}; a program
   * that is stopped by a signal is ended too. Safe to call twice.
   */
  public void end(Duration grace) {
    program.ifPresent(its -> endOne(its, grace));
    try {
      if (!watcher.waitFor(KILL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        watcher.destroyForcibly();
      }
    } catch (InterruptedException e) {
      watcher.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Returns false if it still runs. If interrupted, it is killed at once. */
  private static boolean endOne(ProcessHandle process, Duration grace) {
    process.destroy();
    return isGoneWithin(process, grace)
        || (process.destroyForcibly() && isGoneWithin(process, KILL_TIMEOUT))
        || !process.isAlive();
  }

  private static boolean isGoneWithin(ProcessHandle process, Duration within) {
    long deadlineNanos = System.nanoTime() + within.toNanos();
    while (process.isAlive()) {
      if (System.nanoTime() > deadlineNanos || Thread.currentThread().isInterrupted()) {
        return false;
      }
      pause();
    }
    return true;
  }

  /** None if the program has ended already. */
  private static Optional<ProcessHandle> awaitProgram(Process watcher, Path pidFile)
      throws IOException {
    long deadlineNanos = System.nanoTime() + START_TIMEOUT.toNanos();
    while (watcher.isAlive()) {
      Optional<Long> pid = pid(pidFile);
      if (pid.isPresent()) {
        return pid.flatMap(ProcessHandle::of);
      }
      if (System.nanoTime() > deadlineNanos) {
        watcher.destroyForcibly();
        throw new IOException("no " + pidFile + " within " + START_TIMEOUT.toSeconds() + " s");
      }
      pause();
    }
    return Optional.empty();
  }

  /** The process of the pid file, if it started just before that was written: ids are reused. */
  private static Optional<ProcessHandle> leftOver(Path pidFile) {
    return pid(pidFile).flatMap(ProcessHandle::of).filter(its -> startedJustBefore(its, pidFile));
  }

  private static boolean startedJustBefore(ProcessHandle process, Path pidFile) {
    try {
      Instant written = Files.getLastModifiedTime(pidFile).toInstant();
      return process
          .info()
          .startInstant()
          .filter(started -> started.isBefore(written.plus(CLOCK_STEP)))
          .filter(started -> started.isAfter(written.minus(START_TIMEOUT)))
          .isPresent();
    } catch (IOException endedMeanwhile) {
      return false;
    }
  }

  private static Optional<Long> pid(Path pidFile) {
    try {
      return Optional.of(Long.parseLong(Files.readString(pidFile).strip()));
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** Keeps an interrupt for the caller, who sees it in the thread's flag. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
