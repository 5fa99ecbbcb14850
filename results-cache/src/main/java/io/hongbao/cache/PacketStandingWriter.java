package io.hongbao.cache;

/**
 * Writes where packets stand. Writing the same twice is harmless, and so is any order: of a packet
 * the standing with the highest offset is read, and a later one is never replaced by an earlier.
 *
 * <p>For one thread.
 */
public interface PacketStandingWriter extends AutoCloseable {

  /**
   * Takes a standing; it goes out soon, together with others. Waits while too many are not yet
   * acknowledged, for as long as Redis is away.
   *
   * @throws InterruptedException if interrupted while waiting
   */
  void write(PacketStanding standing) throws InterruptedException;

  /**
   * Returns when Redis has acknowledged every standing taken before; while Redis is away it tries
   * again.
   *
   * @throws InterruptedException if interrupted while waiting
   */
  void flush() throws InterruptedException;

  @Override
  void close();
}
