package io.hongbao.cache;

import io.hongbao.cache.CacheUnavailableException.UnfitServerException;
import io.lettuce.core.api.async.RedisServerAsyncCommands;
import java.util.List;
import java.util.Optional;

/**
 * Watches over one connection whether Redis is set up as it must be, and whether the packet lists
 * are complete. For one thread.
 */
public final class PacketsWatch implements AutoCloseable {

  private final CacheSettings settings;
  private final RedisLink link;

  /** A watch that has begun to connect. */
  public PacketsWatch(CacheSettings settings) {
    this.settings = settings;
    this.link = new RedisLink(settings);
  }

  /**
   * What is wrong with the server itself, in sentences that say what to do. Asked anew each time,
   * since settings of a running server can be changed.
   *
   * @throws CacheUnavailableException if Redis does not answer
   */
  public ServerState server() throws InterruptedException {
    try {
      RedisSession session = link.awaitSession();
      ServerInfo info =
          ServerInfo.parse(
              link.address(),
              session.call(settings.commandTimeout(), RedisServerAsyncCommands::info));
      return new ServerState(info.problems(), info.warnings());
    } catch (UnfitServerException e) {
      return new ServerState(List.of(e.getMessage()), List.of());
    }
  }

  /**
   * How fit a Redis server is.
   *
   * @param problems what breaks a promise: nothing should be served from it
   * @param warnings what an operator should see to though all goes on
   */
  public record ServerState(List<String> problems, List<String> warnings) {
    public ServerState {
      problems = List.copyOf(problems);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Whether the lists hold every packet that was shown, as far as anybody has looked.
   *
   * @throws CacheUnavailableException if Redis does not answer
   */
  public boolean isComplete() throws InterruptedException {
    RedisSession session = link.awaitSession();
    return readEpoch(session).filter(found -> isComplete(found, session)).isPresent();
  }

  /**
   * Whether the lists are not complete and nobody is at work on them.
   *
   * @throws CacheUnavailableException if Redis does not answer
   */
  public boolean isRebuildNeeded() throws InterruptedException {
    RedisSession session = link.awaitSession();
    return readEpoch(session)
        .filter(found -> isComplete(found, session) || found.epoch().isBuildingIn(session.runId()))
        .isEmpty();
  }

  /** The epoch, and whether a reader has written down that a page of it was lost. */
  private record Found(CacheEpoch epoch, boolean lost) {}

  private boolean isComplete(Found found, RedisSession session) {
    return found.epoch().isCompleteIn(session.runId()) && !found.lost();
  }

  private Optional<Found> readEpoch(RedisSession session) throws InterruptedException {
    byte[] lost = session.call(settings.commandTimeout(), commands -> commands.get(RedisKeys.LOST));
    return CacheEpoch.read(
            session.call(settings.commandTimeout(), commands -> commands.get(RedisKeys.EPOCH)))
        .map(epoch -> new Found(epoch, epoch.isNamedBy(lost)));
  }

  @Override
  public void close() {
    link.close();
  }
}
