package io.hongbao.rehearsal.parts;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real redis-server as a child process that cannot outlive this JVM. */
public final class RedisServer implements Part {

  /** Loading a large append-only file takes its time. */
  private static final Duration READY_TIMEOUT = Duration.ofMinutes(3);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);

  private static final int LOG_LINES_IN_ERRORS = 5;

  private final RedisSettings settings;
  private final ChildProcess process;

  private RedisServer(RedisSettings settings, ChildProcess process) {
    this.settings = settings;
    this.process = process;
  }

  /** Returns when it answers; everything kept in its directory is loaded by then. */
  public static RedisServer start(RedisSettings settings) {
    endLeftOver(settings);
    ChildProcess process =
        ChildProcess.start(
            RedisProgram.prepare(settings), Map.of(), settings.pidFile(), settings.logFile());
    var server = new RedisServer(settings, process);
    try {
      server.awaitReady();
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /**
   * Ends the server of a former run if it is still about, say because its watcher was killed: two
   * must never write one append-only file.
   */
  public static void endLeftOver(RedisSettings settings) {
    ChildProcess.endLeftOver(settings.pidFile(), STOP_TIMEOUT);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String address() {
    return settings.address();
  }

  @Override
  public synchronized void close() {
    process.end(STOP_TIMEOUT);
  }

  private void awaitReady() {
    long deadlineNanos = System.nanoTime() + READY_TIMEOUT.toNanos();
    while (!RedisProgram.answers(settings)) {
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
      List<String> lines = Files.readAllLines(settings.logFile(), StandardCharsets.UTF_8);
      int from = Math.max(0, lines.size() - LOG_LINES_IN_ERRORS);
      return String.join(" / ", lines.subList(from, lines.size()));
    } catch (IOException e) {
      return "see " + settings.logFile();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationFailedException("interrupted while waiting for redis", e);
    }
  }
}
