package io.hongbao.cache;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Brings a batch of decisions to Redis: the packets' list entries together with all outcomes that
 * are none, then, when all that is acknowledged, the outcomes that name a packet. So a packet is
 * listed before anybody can read that it was won, on whatever node either key lies.
 */
final class OutcomePipeline {

  private final CacheSettings settings;
  private final RedisLink link;

  OutcomePipeline(CacheSettings settings, RedisLink link) {
    this.settings = settings;
    this.link = link;
  }

  /**
   * Sends a batch and waits until Redis has acknowledged all of it. May be repeated after a
   * failure, always from the start: all writes are idempotent.
   *
   * @throws CacheUnavailableException if Redis fails or is late; the connection is given up then,
   *     and what is left on it with it
   */
  void send(List<OutcomeWrite> batch) throws InterruptedException {
    RedisSession session = link.awaitSession();
    try {
      send(batch, session);
    } catch (CacheUnavailableException | InterruptedException e) {
      link.drop(session);
      throw e;
    }
  }

  private void send(List<OutcomeWrite> batch, RedisSession session) throws InterruptedException {
    Predicate<OutcomeWrite> wins = write -> write.packet().isPresent();
    List<OutcomeWrite> won = batch.stream().filter(wins).toList();
    session.pipeline(
        settings.commandTimeout(),
        commands -> {
          List<RedisFuture<?>> replies = new ArrayList<>(batch.size() + won.size());
          for (OutcomeWrite write : won) {
            replies.addAll(
                PacketLists.add(
                    commands,
                    write.decided().show(),
                    write.decided().user(),
                    write.packet().orElseThrow(),
                    settings));
          }
          batch.stream().filter(wins.negate()).forEach(write -> replies.add(set(commands, write)));
          return replies;
        });
    if (!won.isEmpty()) {
      session.pipeline(
          settings.commandTimeout(),
          commands -> {
            List<RedisFuture<?>> replies = new ArrayList<>(won.size());
            won.forEach(write -> replies.add(set(commands, write)));
            return replies;
          });
    }
  }

  private static RedisFuture<?> set(
      RedisAsyncCommands<byte[], byte[]> commands, OutcomeWrite write) {
    return commands.set(write.key(), write.value(), SetArgs.Builder.px(write.lifetimeMillis()));
  }
}
