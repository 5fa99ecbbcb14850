package io.hongbao.cache;

import io.hongbao.domain.draw.AnswerLifetime;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps answers for longer that lie in Redis already, for phones that were away. What is written
 * later has the lifetime that the terms of its show say.
 */
public final class AnswerExtender {

  /** Looked at with one command, which holds the server up for less than a millisecond. */
  private static final int KEYS_AT_ONCE = 1_000;

  private final CacheSettings settings;

  public AnswerExtender(CacheSettings settings) {
    this.settings = settings;
  }

  /**
   * Keeps each answer for at least so long from now on. May be repeated; an answer that is written
   * meanwhile may be left out.
   *
   * @param millis as an {@link AnswerLifetime} takes them
   * @return how many answers would have gone earlier
   * @throws CacheUnavailableException if Redis fails or is late
   */
  public long keepFor(long millis) throws InterruptedException {
    long requiredMillis = new AnswerLifetime(millis, 0).keptMillis();
    ScanArgs answers = ScanArgs.Builder.limit(KEYS_AT_ONCE).match(RedisKeys.ANSWERS);
    long extended = 0;
    try (RedisLink link = new RedisLink(settings)) {
      RedisSession session = link.awaitSession();
      ScanCursor from = ScanCursor.INITIAL;
      do {
        ScanCursor next = from;
        KeyScanCursor<byte[]> found =
            session.call(settings.commandTimeout(), commands -> commands.scan(next, answers));
        extended += extend(session, found.getKeys(), requiredMillis);
        from = found;
      } while (!from.isFinished());
    }
    return extended;
  }

  private long extend(RedisSession session, List<byte[]> keys, long millis)
      throws InterruptedException {
    List<RedisFuture<Long>> lifetimes = new ArrayList<>(keys.size());
    session.pipeline(
        settings.commandTimeout(),
        commands -> {
          keys.forEach(key -> lifetimes.add(commands.pttl(key)));
          return List.copyOf(lifetimes);
        });
    List<RedisFuture<?>> extended = new ArrayList<>();
    session.pipeline(
        settings.commandTimeout(),
        commands -> {
          for (int i = 0; i < keys.size(); i++) {
            // Of a key that has gone meanwhile it is negative.
            long leftMillis = lifetimes.get(i).toCompletableFuture().join();
            if (leftMillis >= 0 && leftMillis < millis) {
              extended.add(commands.pexpire(keys.get(i), millis));
            }
          }
          return List.copyOf(extended);
        });
    return extended.size();
  }
}
