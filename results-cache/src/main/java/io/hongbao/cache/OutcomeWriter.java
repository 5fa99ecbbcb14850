package io.hongbao.cache;

import io.hongbao.wire.records.DecidedShake;

/**
 * Writes what the draw job decided. Writing the same twice is harmless. A CLOSED goes under a
 * short-lived key of its own and never replaces an outcome; a packet is in its user's list before
 * the outcome that names it can be read.
 *
 * <p>For one thread.
 */
public interface OutcomeWriter extends AutoCloseable {

  /**
   * Takes a decision; it goes out soon, together with others. Waits while too many are not yet
   * acknowledged, for as long as Redis is away.
   *
   * @throws InterruptedException if interrupted while waiting
   */
  void write(DecidedShake decided) throws InterruptedException;

  /**
   * Returns when Redis has acknowledged every decision taken before; while Redis is away it tries
   * again.
   *
   * @throws InterruptedException if interrupted while waiting
   */
  void flush() throws InterruptedException;

  @Override
  void close();
}
