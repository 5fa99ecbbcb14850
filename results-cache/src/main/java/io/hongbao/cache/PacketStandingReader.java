package io.hongbao.cache;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Reads where packets stand. Thread-safe; never blocks the caller. Every stage fails with {@link
 * CacheUnavailableException} if Redis does not answer in time.
 */
public interface PacketStandingReader extends AutoCloseable {

  /**
   * Looks packets up.
   *
   * @param packetIds a user's, say; each costs two commands
   * @return in the order of the ids, empty for one of which no record is decided yet; empty as a
   *     whole while the cache is being rebuilt and something could be missing
   */
  CompletionStage<Optional<List<Optional<PacketStanding>>>> standings(List<String> packetIds);

  @Override
  void close();
}
