package io.hongbao.cache;

import io.hongbao.wire.records.WonRecord;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Writes the packet lists of all users again, from the topic {@code packets}, after Redis lost them
 * or was started. Until it is complete, readers hear that the lists are being rebuilt.
 *
 * <pre>
 * if (watch.isRebuildNeeded()) {
 *   try (PacketsRebuild rebuild = PacketsRebuild.start(settings, nowMillis)) {
 *     // from the topic's beginning to the end that it has after start() returned
 *     rebuild.add(won);
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

  /** Wins of one pipeline. */
  private static final int WINS_AT_ONCE = 500;

  /** Pages of one pipeline; a divisor of their count. */
  private static final int PAGES_AT_ONCE = 128;

  /** How long a rebuild may be silent before others take it for dead. */
  private static final Duration MAX_SILENCE = Duration.ofMinutes(1);

  private final CacheSettings settings;
  private final RedisLink link;
  private final RedisSession session;
  private final CacheEpoch epoch;
  private final long oldestMillis;
  private final List<WonRecord> gathered = new ArrayList<>(WINS_AT_ONCE);

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
          List<RedisFuture<?>> replies = new ArrayList<>(2 * PAGES_AT_ONCE);
          for (int page = from; page < from + PAGES_AT_ONCE; page++) {
            replies.addAll(PacketPages.begin(commands, page, token));
          }
          return replies;
        });
  }

  /** Takes a win, of any show and user, in any order; the same again changes nothing. */
  public void add(WonRecord won) throws InterruptedException {
    if (won.appendedAtMillis() < oldestMillis) {
      return;
    }
    gathered.add(won);
    if (gathered.size() == WINS_AT_ONCE) {
      writeGathered();
    }
  }

  /** Writes what is left and lets the lists be read. */
  public void complete() throws InterruptedException {
    writeGathered();
    ifOurs(commands -> commands.set(RedisKeys.EPOCH, epoch.completed().toBytes()));
  }

  @Override
  public void close() {
    link.close();
  }

  private void writeGathered() throws InterruptedException {
    session.pipeline(
        settings.commandTimeout(),
        commands -> {
          List<RedisFuture<?>> replies = new ArrayList<>(gathered.size());
          for (WonRecord won : gathered) {
            replies.add(PacketPages.add(commands, won.show(), won.user(), held(won)));
          }
          return replies;
        });
    gathered.clear();
    ifOurs(commands -> commands.pexpire(RedisKeys.EPOCH, MAX_SILENCE.toMillis()));
  }

  /** Changes the epoch only if it is still this rebuild's; a server need not allow scripts. */
  private void ifOurs(Function<RedisAsyncCommands<byte[], byte[]>, RedisFuture<?>> change)
      throws InterruptedException {
    session.call(settings.commandTimeout(), commands -> commands.watch(RedisKeys.EPOCH));
    byte[] current =
        session.call(settings.commandTimeout(), commands -> commands.get(RedisKeys.EPOCH));
    if (!Arrays.equals(current, epoch.toBytes())) {
      throw overtaken();
    }
    TransactionResult result =
        session.call(
            settings.commandTimeout(),
            commands -> {
              // Both are acknowledged with the transaction, which alone is waited for.
              var unusedMulti = commands.multi();
              var unusedChange = change.apply(commands);
              return commands.exec();
            });
    if (result.wasDiscarded()) {
      throw overtaken();
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
