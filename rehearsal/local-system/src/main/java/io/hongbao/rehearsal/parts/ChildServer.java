package io.hongbao.rehearsal.parts;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A server that is no Java program, as a child process that cannot outlive this JVM. */
final class ChildServer implements Part {

  /** Loading what was kept takes its time. */
  private static final Duration READY_TIMEOUT = Duration.ofMinutes(3);

  static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);

  private static final int LOG_LINES_IN_ERRORS = 5;

  private final Spec spec;
  private final ChildProcess process;

  private ChildServer(Spec spec, ChildProcess process) {
    this.spec = spec;
    this.process = process;
  }

  /**
   * A server to start.
   *
   * @param name as in its pid file
   * @param address where clients reach it
   * @param pidFile holds its process's id while it runs
   * @param logFile what it says
   * @param answers whether it serves; answers within a second or so
   */
  record Spec(String name, String address, Path pidFile, Path logFile, BooleanSupplier answers) {}

  /**
   * Starts a server and returns when it answers. One of a former run must have been ended, see
   * {@link ChildProcess#endLeftOver}.
   *
   * @param command program and arguments
   */
  static ChildServer start(Spec spec, List<String> command) {
    ChildProcess process = ChildProcess.start(command, Map.of(), spec.pidFile(), spec.logFile());
    var server = new ChildServer(spec, process);
    try {
      server.awaitReady();
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public String address() {
    return spec.address();
  }

  @Override
  public synchronized void close() {
    process.end(STOP_TIMEOUT);
  }

  private void awaitReady() {
    long deadlineNanos = System.nanoTime() + READY_TIMEOUT.toNanos();
    while (!spec.answers().getAsBoolean()) {
      if (!process.isAlive()) {
        throw new OperationFailedException(name() + " ended at its start: " + logTail());
      }
      if (System.nanoTime() > deadlineNanos) {
        throw new OperationFailedException(
            name() + " gave no answer within " + READY_TIMEOUT.toSeconds() + " s: " + logTail());
      }
      pause();
    }
  }

  private String logTail() {
    try {
      List<String> lines = Files.readAllLines(spec.logFile(), StandardCharsets.UTF_8);
      int from = Math.max(0, lines.size() - LOG_LINES_IN_ERRORS);
      return String.join(" / ", lines.subList(from, lines.size()));
    } catch (IOException e) {
      return "see " + spec.logFile();
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationFailedException("interrupted while waiting for " + name(), e);
    }
  }
}
