package io.hongbao.edge.http;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread that takes the costly steps of TLS handshakes, one after the other. When many steps
 * wait for it, newcomers are turned away, so that those who wait are served within their time-out.
 * A handshake of TLS 1.2 has two such steps, so as many places again are kept for those who have
 * begun. Thread-safe.
 */
final class HandshakeThread implements Executor, AutoCloseable {

  private final int maxWaiting;
  private final Runnable onRefused;
  private final ThreadPoolExecutor steps;

  /**
   * Starts when the first step comes.
   *
   * @param maxWaiting steps that may wait before newcomers are turned away, at least 1
   * @param onRefused is told of each handshake that is turned away, in the thread that came with it
   */
  HandshakeThread(int maxWaiting, Runnable onRefused) {
    this.maxWaiting = maxWaiting;
    this.onRefused = onRefused;
    this.steps =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(2 * maxWaiting),
            step -> {
              Thread thread = new Thread(step, "edge-handshakes");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Whether a newcomer may begin a handshake. */
  boolean admits() {
    if (steps.getQueue().size() < maxWaiting) {
      return true;
    }
    onRefused.run();
    return false;
  }

  /**
   * Takes a step once those before it are taken.
   *
   * @throws RejectedExecutionException if twice as many wait as may before newcomers are turned
   *     away, or after the end; Undertow closes the connection then
   */
  @Override
  public void execute(Runnable step) {
    try {
      steps.execute(step);
    } catch (RejectedExecutionException e) {
      onRefused.run();
      throw e;
    }
  }

  /** Forgets the steps that wait, and takes no more. */
  @Override
  public void close() {
    steps.shutdownNow();
  }
}
