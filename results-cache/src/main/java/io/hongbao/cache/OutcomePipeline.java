package io.hongbao.cache;

import io.hongbao.wire.records.DecidedShake;
import io.lettuce.core.protocol.CommandKeyword;
import io.lettuce.core.protocol.CommandType;
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

  private static final byte[] SET = CommandType.SET.getBytes();
  private static final byte[] PX = RedisKeys.utf8("PX");
  private static final byte[] XADD = CommandType.XADD.getBytes();
  private static final byte[] MAXLEN = CommandKeyword.MAXLEN.getBytes();
  private static final byte[] APPROXIMATELY = RedisKeys.utf8("~");
  private static final byte[] ANY_ID = RedisKeys.utf8("*");
  private static final byte[] PEXPIRE = CommandType.PEXPIRE.getBytes();

  /** About how many bytes the commands of a decision take, with its share of the keys kept. */
  private static final int USUAL_BYTES = 64;

  private final CacheSettings settings;
  private final byte[] maxBatches;
  private final byte[] batchLifetimeMillis;
  private final RedisLink link;
  private String knownRunId;

  /** Of a stream: one edge's decisions of one show. */
  private record Recipient(String edge, String show) {
    boolean awaits(DecidedShake decided) {
      return edge.equals(decided.edge()) && show.equals(decided.show());
    }
  }

  OutcomePipeline(CacheSettings settings, RedisLink link) {
    this.settings = settings;
    this.maxBatches = CommandBatch.number(settings.maxBatchesForEdge());
    this.batchLifetimeMillis = CommandBatch.number(settings.batchLifetime().toMillis());
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
    CommandBatch first = new CommandBatch(USUAL_BYTES * batch.size());
    for (DecidedShake win : wins) {
      PacketPages.add(first, win.show(), win.user(), OutcomeWrite.heldPacket(win));
    }
    tell(others, first);
    session.send(settings.commandTimeout(), first);
    CommandBatch second = new CommandBatch(USUAL_BYTES * wins.size());
    tell(wins, second);
    session.send(settings.commandTimeout(), second);
  }

  private void tell(List<DecidedShake> decisions, CommandBatch commands) {
    Map<Recipient, List<DecidedShake>> byRecipient = new LinkedHashMap<>();
    Recipient recipient = null;
    List<DecidedShake> told = List.of();
    for (DecidedShake decided : decisions) {
      if (OutcomeWrite.isKept(decided)) {
        keep(decided, commands);
      }
      // Most often the one of the last decision, which need not be looked up.
      if (recipient == null || !recipient.awaits(decided)) {
        recipient = new Recipient(decided.edge(), decided.show());
        told = byRecipient.computeIfAbsent(recipient, unused -> new ArrayList<>());
      }
      told.add(decided);
    }
    byRecipient.forEach((edgeAndShow, outcomes) -> tell(edgeAndShow.edge(), outcomes, commands));
  }

  private void tell(String edge, List<DecidedShake> outcomes, CommandBatch commands) {
    byte[] stream = RedisKeys.outcomesFor(edge);
    commands
        .add(
            XADD,
            stream,
            MAXLEN,
            APPROXIMATELY,
            maxBatches,
            ANY_ID,
            RedisKeys.BATCH_FIELD,
            OutcomeBatch.encode(outcomes))
        .add(PEXPIRE, stream, batchLifetimeMillis);
  }

  private void keep(DecidedShake decided, CommandBatch commands) {
    commands.add(
        SET,
        OutcomeWrite.key(decided),
        OutcomeWrite.value(decided),
        PX,
        CommandBatch.number(OutcomeWrite.lifetimeMillis(decided, settings)));
  }
}
