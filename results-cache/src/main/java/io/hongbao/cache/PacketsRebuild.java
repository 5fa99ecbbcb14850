package io.hongbao.cache;

import io.hongbao.domain.money.PacketEngine;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketState;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.WonRecord;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Writes the packet lists of all users again, and where the packets stand, from the topic {@code
 * packets}, after Redis lost them or was started. Until it is complete, readers hear that the lists
 * are being rebuilt. Standings are decided by {@link PacketEngine}, a batch at a time: what was
 * decided of a packet so far is read from its page, so no memory grows with the log.
 *
 * <pre>
 * if (watch.isRebuildNeeded()) {
 *   try (PacketsRebuild rebuild = PacketsRebuild.start(settings, nowMillis)) {
 *     // from the topic's beginning to the end that it has after start() returned
 *     rebuild.add(won);
 *     rebuild.add(record, offset, appendedAtMillis);
 *     rebuild.complete();
 *   }
 * }
 * </pre>
 *
 * <p>New wins may be written meanwhile; from its start on, lists only grow. A win that an answer
 * has shown must stand in the topic by the end that is read: give the draw job's producer its time,
 * a second or two, before taking the end, if Redis was lost while it ran.
 *
 * <p>Every method throws {@link CacheUnavailableException} if Redis fails, was emptied once more,
 * or another rebuild has begun; then start again, once it is needed. For one thread.
 */
public final class PacketsRebuild implements AutoCloseable {

  /** Records of one pipeline. */
  private static final int RECORDS_AT_ONCE = 500;

  /** Pages of one pipeline; a divisor of their count. */
  private static final int PAGES_AT_ONCE = 128;

  /** How long a rebuild may be silent before others take it for dead. */
  private static final Duration MAX_SILENCE = Duration.ofMinutes(1);

  private static final PacketEngine ENGINE = new PacketEngine();

  private final CacheSettings settings;
  private final RedisLink link;
  private final RedisSession session;
  private final CacheEpoch epoch;
  private final long oldestMillis;
  private final List<WonRecord> wins = new ArrayList<>(RECORDS_AT_ONCE);
  private final List<Logged> records = new ArrayList<>(RECORDS_AT_ONCE);

  /** A record of a packet as it stands in the log. */
  private record Logged(PacketRecord record, long offset, long appendedAtMillis) {}

  private PacketsRebuild(
      CacheSettings settings,
      RedisLink link,
      RedisSession session,
      CacheEpoch epoch,
      long oldestMillis) {
    this.settings = settings;
    this.link = link;
    this.session = session;
    this.epoch = epoch;
    this.oldestMillis = oldestMillis;
  }

  /**
   * Begins with empty pages; a rebuild that was under way fails at its next step.
   *
   * @param nowMillis packets that were won a packets lifetime before it are left out
   */
  public static PacketsRebuild start(CacheSettings settings, long nowMillis)
      throws InterruptedException {
    RedisLink link = new RedisLink(settings);
    try {
      RedisSession session = link.awaitSession();
      CacheEpoch epoch = CacheEpoch.building(session.runId(), UUID.randomUUID().toString());
      SetArgs untilSilent = SetArgs.Builder.px(MAX_SILENCE);
      session.call(
          settings.commandTimeout(),
          commands -> commands.set(RedisKeys.EPOCH, epoch.toBytes(), untilSilent));
      for (int from = 0; from < PacketPages.COUNT; from += PAGES_AT_ONCE) {
        beginPages(settings, session, from, epoch.token());
      }
      return new PacketsRebuild(
          settings, link, session, epoch, nowMillis - settings.packetsLifetime().toMillis());
    } catch (RuntimeException | InterruptedException e) {
      link.close();
      throw e;
    }
  }

  private static void beginPages(
      CacheSettings settings, RedisSession session, int from, String token)
      throws InterruptedException {
    session.pipeline(
        settings.commandTimeout(),
        commands -> {
          List<RedisFuture<?>> replies = new ArrayList<>(4 * PAGES_AT_ONCE);
          for (int page = from; page < from + PAGES_AT_ONCE; page++) {
            replies.addAll(PageMark.begin(commands, RedisKeys.packets(page), token));
            replies.addAll(PageMark.begin(commands, RedisKeys.standings(page), token));
          }
          return replies;
        });
  }

  /**
   * Takes a win for the list of its user, of any show and user, in any order; the same again
   * changes nothing.
   */
  public void add(WonRecord won) throws InterruptedException {
    if (won.appendedAtMillis() < oldestMillis) {
      return;
    }
    wins.add(won);
    if (wins.size() == RECORDS_AT_ONCE) {
      writeGathered();
    }
  }

  /**
   * Takes a record for where its packet stands, a win too; those of a packet in the order of the
   * log.
   *
   * @param offset in the packet's partition
   * @param appendedAtMillis when the log took the record
   */
  public void add(PacketRecord record, long offset, long appendedAtMillis)
      throws InterruptedException {
    records.add(new Logged(record, offset, appendedAtMillis));
    if (records.size() == RECORDS_AT_ONCE) {
      writeGathered();
    }
  }

  /** Writes what is left and lets the lists be read. */
  public void complete() throws InterruptedException {
    writeGathered();
    watchOurs();
    inTransaction(commands -> List.of(commands.set(RedisKeys.EPOCH, epoch.completed().toBytes())));
  }

  @Override
  public void close() {
    link.close();
  }

  private void writeGathered() throws InterruptedException {
    watchOurs();
    List<PacketStanding> standings = decide();
    inTransaction(
        commands -> {
          List<RedisFuture<?>> replies = new ArrayList<>();
          for (WonRecord won : wins) {
            replies.add(PacketPages.add(commands, won.show(), won.user(), held(won)));
          }
          standings.forEach(standing -> replies.addAll(StandingPages.write(commands, standing)));
          replies.add(commands.pexpire(RedisKeys.EPOCH, MAX_SILENCE.toMillis()));
          return replies;
        });
    wins.clear();
    records.clear();
  }

  /**
   * Where the packets of the gathered records stand after them. The packet job may have written
   * where a packet stands after later records; those up to there are decided by then.
   */
  private List<PacketStanding> decide() throws InterruptedException {
    Map<String, PacketStanding> found = find();
    Map<String, PacketStanding> changed = new LinkedHashMap<>();
    for (Logged logged : records) {
      String packetId = logged.record().packetId();
      PacketStanding before = changed.getOrDefault(packetId, found.get(packetId));
      PacketState state = before == null ? PacketState.UNKNOWN : before.state();
      boolean isDecided = before != null && logged.offset() <= before.offset();
      boolean isTooOld = before == null && logged.appendedAtMillis() < oldestMillis;
      if (isDecided || isTooOld) {
        continue;
      }
      PacketState after = ENGINE.decide(state, logged.record(), logged.appendedAtMillis()).after();
      if (!after.equals(state)) {
        changed.put(packetId, new PacketStanding(packetId, logged.offset(), after));
      }
    }
    return List.copyOf(changed.values());
  }

  private Map<String, PacketStanding> find() throws InterruptedException {
    Map<String, RedisFuture<List<byte[]>>> replies = new LinkedHashMap<>();
    session.pipeline(
        settings.commandTimeout(),
        commands -> {
          for (Logged logged : records) {
            replies.computeIfAbsent(
                logged.record().packetId(), id -> StandingPages.find(commands, id));
          }
          return List.copyOf(replies.values());
        });
    Map<String, PacketStanding> found = new HashMap<>();
    try {
      replies.forEach(
          (id, reply) ->
              StandingPages.read(id, reply.toCompletableFuture().join())
                  .ifPresent(standing -> found.put(id, standing)));
    } catch (MalformedRecordException e) {
      throw new CacheUnavailableException(e);
    }
    return found;
  }

  /**
   * From here on a transaction fails if the epoch is another than this rebuild's: what an overtaken
   * rebuild found on pages that were begun anew is incomplete, and must not be written.
   */
  private void watchOurs() throws InterruptedException {
    session.call(settings.commandTimeout(), commands -> commands.watch(RedisKeys.EPOCH));
    byte[] current =
        session.call(settings.commandTimeout(), commands -> commands.get(RedisKeys.EPOCH));
    if (!Arrays.equals(current, epoch.toBytes())) {
      throw overtaken();
    }
  }

  /** A server need not allow scripts. */
  private void inTransaction(
      Function<RedisAsyncCommands<byte[], byte[]>, List<RedisFuture<?>>> changes)
      throws InterruptedException {
    TransactionResult result =
        session.call(
            settings.commandTimeout(),
            commands -> {
              // All are acknowledged with the transaction, which alone is waited for.
              var unusedMulti = commands.multi();
              var unusedChanges = changes.apply(commands);
              return commands.exec();
            });
    if (result.wasDiscarded()) {
      throw overtaken();
    }
    for (Object reply : result) {
      if (reply instanceof Exception failure) {
        throw new CacheUnavailableException(failure);
      }
    }
  }

  private static CacheUnavailableException overtaken() {
    return new CacheUnavailableException(
        "the rebuild of packet lists was overtaken: Redis was emptied again, the rebuild was"
            + " silent too long, or another has begun");
  }

  private static HeldPacket held(WonRecord won) {
    return new HeldPacket(
        won.packetId(), won.shakeId().waveId(), won.enterpriseId(), won.amountFen());
  }
}
