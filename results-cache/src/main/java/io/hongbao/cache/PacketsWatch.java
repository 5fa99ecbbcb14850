package io.hongbao.cache;

import java.util.Optional;

/** Watches whether the packet lists are complete, over one connection. For one thread. */
public final class PacketsWatch implements AutoCloseable {

  private final CacheSettings settings;
  private final RedisLink link;

  /** A watch that has begun to connect. */
  public PacketsWatch(CacheSettings settings) {
    this.settings = settings;
    this.link = new RedisLink(settings);
  }

  /**
   * Whether the lists hold every packet that was shown.
   *
   * @throws CacheUnavailableException if Redis does not answer
   */
  public boolean isComplete() throws InterruptedException {
    RedisSession session = link.awaitSession();
    return readEpoch(session).filter(epoch -> epoch.isCompleteIn(session.runId())).isPresent();
  }

  /**
   * Whether the lists are not complete and nobody is at work on them.
   *
   * @throws CacheUnavailableException if Redis does not answer
   */
  public boolean isRebuildNeeded() throws InterruptedException {
    RedisSession session = link.awaitSession();
    return readEpoch(session)
        .filter(epoch -> epoch.isCompleteIn(session.runId()) || epoch.isBuildingIn(session.runId()))
        .isEmpty();
  }

  private Optional<CacheEpoch> readEpoch(RedisSession session) throws InterruptedException {
    return CacheEpoch.read(
        session.call(settings.commandTimeout(), commands -> commands.get(RedisKeys.EPOCH)));
  }

  @Override
  public void close() {
    link.close();
  }
}
