package io.hongbao.cache;

import io.hongbao.wire.records.DecidedShake;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a batch of decisions to Redis: the packets' list entries together with all decisions that
 * are no wins, then, when all that is acknowledged, the wins. So a packet is listed before anybody
 * can read that it was won, on whatever node either key lies.
 *
 * <p>Each decision goes to the edge that waits for it, together with its others of the batch: one
 * entry of that edge's stream. Those that are to be looked up later get a key of their own as well.
 * For one thread.
 */
final class OutcomePipeline {

  private static final Logger LOG = LoggerFactory.getLogger(OutcomePipeline.class);

  private final CacheSettings settings;
  private final RedisLink link;
  private String knownRunId;

  /** Of a stream: one edge's decisions of one show. */
  private record Recipient(String edge, String show) {}

  OutcomePipeline(CacheSettings settings, RedisLink link) {
    this.settings = settings;
    this.link = link;
  }

  /**
   * Sends a batch and waits until Redis has acknowledged all of it. May be repeated after a
   * failure, always from the start: all writes are idempotent, and an edge may be told twice.
   *
   * @throws CacheUnavailableException if Redis fails or is late; the connection is given up then,
   *     and what is left on it with it
   */
  void send(List<DecidedShake> batch) throws InterruptedException {
    RedisSession session = link.awaitSession();
    if (!session.runId().equals(knownRunId)) {
      knownRunId = session.runId();
      session.server().problems().forEach(LOG::warn);
      session.server().warnings().forEach(LOG::warn);
    }
    try {
      send(batch, session);
    } catch (CacheUnavailableException | InterruptedException e) {
      link.drop(session);
      throw e;
    }
  }

  private void send(List<DecidedShake> batch, RedisSession session) throws InterruptedException {
    List<DecidedShake> wins = new ArrayList<>();
    List<DecidedShake> others = new ArrayList<>(batch.size());
    for (DecidedShake decided : batch) {
      (OutcomeWrite.isWin(decided) ? wins : others).add(decided);
    }
    session.pipeline(
        settings.commandTimeout(),
        commands -> {
          List<RedisFuture<?>> replies = new ArrayList<>();
          for (DecidedShake win : wins) {
            replies.add(
                PacketPages.add(commands, win.show(), win.user(), OutcomeWrite.heldPacket(win)));
          }
          tell(others, commands, replies);
          return replies;
        });
    if (!wins.isEmpty()) {
      session.pipeline(
          settings.commandTimeout(),
          commands -> {
            List<RedisFuture<?>> replies = new ArrayList<>();
            tell(wins, commands, replies);
            return replies;
          });
    }
  }

  private void tell(
      List<DecidedShake> decisions,
      RedisAsyncCommands<byte[], byte[]> commands,
      List<RedisFuture<?>> replies) {
    Map<Recipient, List<DecidedShake>> byRecipient = new LinkedHashMap<>();
    for (DecidedShake decided : decisions) {
      if (OutcomeWrite.isKept(decided)) {
        replies.add(keep(decided, commands));
      }
      byRecipient
          .computeIfAbsent(
              new Recipient(decided.edge(), decided.show()), unused -> new ArrayList<>())
          .add(decided);
    }
    byRecipient.forEach(
        (recipient, told) -> {
          byte[] stream = RedisKeys.outcomesFor(recipient.edge());
          replies.add(
              commands.xadd(
                  stream,
                  XAddArgs.Builder.maxlen(settings.maxBatchesForEdge()).approximateTrimming(),
                  Map.of(RedisKeys.BATCH_FIELD, OutcomeBatch.encode(told))));
          replies.add(commands.pexpire(stream, settings.batchLifetime().toMillis()));
        });
  }

  private RedisFuture<?> keep(DecidedShake decided, RedisAsyncCommands<byte[], byte[]> commands) {
    return commands.set(
        OutcomeWrite.key(decided),
        OutcomeWrite.value(decided),
        SetArgs.Builder.px(OutcomeWrite.lifetimeMillis(decided, settings)));
  }
}
