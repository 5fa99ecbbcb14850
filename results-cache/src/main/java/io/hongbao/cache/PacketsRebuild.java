package io.hongbao.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.hongbao.wire.records.WonRecord;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Writes the packet lists of all users again, from the topic {@code packets}, after Redis lost them
 * or was started. Until it is complete, readers hear that the lists are being rebuilt.
 *
 * <pre>
 * if (watch.isRebuildNeeded()) {
 *   try (PacketsRebuild rebuild = PacketsRebuild.start(settings)) {
 *     // from the topic's beginning to the end that it has after start() returned
 *     rebuild.add(won);
 *     rebuild.complete();
 *   }
 * }
 * </pre>
 *
 * <p>New wins may be written meanwhile; lists only grow. A win that an answer has shown must stand
 * in the topic by the end that is read: give the draw job's producer its time, a second or two,
 * before taking the end, if Redis was lost while it ran.
 *
 * <p>Every method throws {@link CacheUnavailableException} if Redis fails, was emptied once more,
 * or another rebuild has begun; then start again, once it is needed. For one thread.
 */
public final class PacketsRebuild implements AutoCloseable {

  /** Wins of one pipeline. */
  private static final int WINS_AT_ONCE = 500;

  /** How long a rebuild may be silent before others take it for dead. */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  private static final String STILL_OURS =
      "if redis.call('get', KEYS[1]) == ARGV[1] then"
          + " return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0";

  private static final String COMPLETE =
      "if redis.call('get', KEYS[1]) == ARGV[1] then"
          + " redis.call('set', KEYS[1], ARGV[2]) return 1 end return 0";

  private final CacheSettings settings;
  private final RedisLink link;
  private final RedisSession session;
  private final CacheEpoch epoch;
  private final List<WonRecord> gathered = new ArrayList<>(WINS_AT_ONCE);

  private PacketsRebuild(
      CacheSettings settings, RedisLink link, RedisSession session, CacheEpoch epoch) {
    this.settings = settings;
    this.link = link;
    this.session = session;
    this.epoch = epoch;
  }

  /** Begins; a rebuild that was under way fails at its next step. */
  public static PacketsRebuild start(CacheSettings settings) throws InterruptedException {
    RedisLink link = new RedisLink(settings);
    try {
      RedisSession session = link.awaitSession();
      CacheEpoch epoch = CacheEpoch.building(session.runId(), UUID.randomUUID().toString());
      SetArgs untilSilent = SetArgs.Builder.px(LONGEST_SILENCE);
      session.call(
          settings.commandTimeout(),
          commands -> commands.set(RedisKeys.EPOCH, epoch.toBytes(), untilSilent));
      return new PacketsRebuild(settings, link, session, epoch);
    } catch (RuntimeException | InterruptedException e) {
      link.close();
      throw e;
    }
  }

  /** Takes a win, of any show and user, in any order; the same again changes nothing. */
  public void add(WonRecord won) throws InterruptedException {
    gathered.add(won);
    if (gathered.size() == WINS_AT_ONCE) {
      writeGathered();
    }
  }

  /** Writes what is left and lets the lists be read. */
  public void complete() throws InterruptedException {
    writeGathered();
    requireOurs(COMPLETE, epoch.completed().toBytes());
  }

  @Override
  public void close() {
    link.close();
  }

  private void writeGathered() throws InterruptedException {
    session.pipeline(
        settings.commandTimeout(),
        commands -> {
          List<RedisFuture<?>> replies = new ArrayList<>(2 * gathered.size());
          for (WonRecord won : gathered) {
            replies.addAll(PacketLists.add(commands, won.show(), won.user(), held(won), settings));
          }
          return replies;
        });
    gathered.clear();
    requireOurs(STILL_OURS, Long.toString(LONGEST_SILENCE.toMillis()).getBytes(US_ASCII));
  }

  /** Runs a script that changes the epoch only if it is still this rebuild's. */
  private void requireOurs(String script, byte[] argument) throws InterruptedException {
    byte[][] keys = {RedisKeys.EPOCH};
    Long ours =
        session.call(
            settings.commandTimeout(),
            commands ->
                commands.eval(script, ScriptOutputType.INTEGER, keys, epoch.toBytes(), argument));
    if (ours == null || ours != 1) {
      throw new CacheUnavailableException(
          "the rebuild of packet lists was overtaken: Redis was emptied again, the rebuild was"
              + " silent too long, or another has begun");
    }
  }

  private static HeldPacket held(WonRecord won) {
    return new HeldPacket(
        won.packetId(), won.shakeId().waveId(), won.enterpriseId(), won.amountFen());
  }
}
