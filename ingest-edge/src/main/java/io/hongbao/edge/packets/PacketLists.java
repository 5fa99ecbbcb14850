package io.hongbao.edge.packets;

import io.hongbao.cache.AnswerReader;
import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.metrics.EdgeMetrics.ListSource;
import io.hongbao.edge.show.PlannedWave;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.tickets.RecentBytes;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What users have won, as the cache says it. Between waves nobody wins, so a list that was read
 * when no shake could be on its way any more is complete until the next wave opens: whoever asks
 * again is told it from memory, and those who ask for it at the same time share one reading. While
 * a wave is open, its turns may be named, or this edge waits for an outcome, each list is read
 * anew, for another edge may just have told the user of a packet.
 *
 * <p>Where packets stand is not kept here: it changes with every claim, and is read each time.
 *
 * <p>Thread-safe; never blocks. Stages fail as those of {@link AnswerReader} do.
 */
public final class PacketLists {

  /** For outcomes so late that the log still has them when all seems over. */
  private static final long KEPT_MILLIS = 30_000;

  /** Clocks of edges may differ: elsewhere the next wave may be open so much earlier. */
  private static final long BEFORE_OPENING_MILLIS = 1_000;

  /** Show, user and time; most users have won nothing. */
  private static final int EXPECTED_BYTES = 60;

  private final AnswerReader answers;
  private final LongSupplier pendingShakes;
  private final EdgeMetrics metrics;
  private final RecentBytes kept;

  /** Readings under way; as many at most as there are requests that wait. */
  private final ConcurrentHashMap<Key, CompletableFuture<Optional<List<HeldPacket>>>> readings =
      new ConcurrentHashMap<>();

  /**
   * Lists of which none is kept.
   *
   * @param pendingShakes how many shakes of this edge wait for their outcome
   * @param maxKept lists at once, of the usual length
   */
  public PacketLists(
      AnswerReader answers, LongSupplier pendingShakes, int maxKept, EdgeMetrics metrics) {
    this.answers = answers;
    this.pendingShakes = pendingShakes;
    this.metrics = metrics;
    this.kept = new RecentBytes(maxKept, EXPECTED_BYTES);
  }

  private record Key(String show, String user) {

    byte[] toBytes() {
      return new RecordWriter(64).writeText(show).writeText(user).toBytes();
    }
  }

  /**
   * Looks up what a user has won: at least all that an answer has shown.
   *
   * @param plan of the show
   * @return empty while the cache is being rebuilt and a list could lack something
   */
  public CompletionStage<Optional<List<HeldPacket>>> of(
      ShowPlan plan, String user, long nowMillis) {
    OptionalLong quietSinceMillis = quietSinceMillis(plan, nowMillis);
    if (quietSinceMillis.isEmpty() || pendingShakes.getAsLong() > 0) {
      metrics.listedFrom(ListSource.CACHE);
      return answers.packets(plan.show(), user);
    }
    Key key = new Key(plan.show(), user);
    long readSinceMillis = Math.max(quietSinceMillis.getAsLong(), nowMillis - KEPT_MILLIS + 1);
    Optional<List<HeldPacket>> known = find(key, readSinceMillis);
    if (known.isPresent()) {
      metrics.listedFrom(ListSource.MEMORY);
      return CompletableFuture.completedFuture(known);
    }
    CompletableFuture<Optional<List<HeldPacket>>> fresh = new CompletableFuture<>();
    CompletableFuture<Optional<List<HeldPacket>>> earlier = readings.putIfAbsent(key, fresh);
    if (earlier != null) {
      metrics.listedFrom(ListSource.SHARED);
      return earlier;
    }
    metrics.listedFrom(ListSource.CACHE);
    return answers
        .packets(plan.show(), user)
        .whenComplete((packets, failure) -> end(key, fresh, nowMillis, packets, failure));
  }

  /**
   * A packet is about to be told to its user: what was read before may lack it. To be called before
   * the user hears of it.
   */
  public void won(String show, String user) {
    Key key = new Key(show, user);
    readings.compute(
        key,
        (same, underWay) -> {
          kept.remove(key.toBytes());
          return null;
        });
  }

  /** Keeps what was read, unless a packet was told meanwhile, and tells those who share it. */
  private void end(
      Key key,
      CompletableFuture<Optional<List<HeldPacket>>> reading,
      long readAtMillis,
      Optional<List<HeldPacket>> packets,
      Throwable failure) {
    readings.computeIfPresent(
        key,
        (same, underWay) -> {
          if (underWay != reading) {
            return underWay;
          }
          if (failure == null && packets.isPresent()) {
            keep(key, readAtMillis, packets.get());
          }
          return null;
        });
    if (failure == null) {
      reading.complete(packets);
    } else {
      reading.completeExceptionally(failure);
    }
  }

  private void keep(Key key, long readAtMillis, List<HeldPacket> packets) {
    RecordWriter writer = new RecordWriter(16 + 64 * packets.size());
    writer.writeNumber(readAtMillis).writeNumber(packets.size());
    for (HeldPacket packet : packets) {
      writer
          .writeText(packet.packetId())
          .writeText(packet.waveId())
          .writeText(packet.enterpriseId())
          .writeNumber(packet.amountFen());
    }
    byte[] value = writer.toBytes();
    if (value.length <= RecentBytes.MAX_LENGTH) {
      kept.put(key.toBytes(), value);
    }
  }

  private Optional<List<HeldPacket>> find(Key key, long readSinceMillis) {
    byte[] value = kept.get(key.toBytes());
    if (value == null) {
      return Optional.empty();
    }
    RecordReader reader = new RecordReader(value);
    if (reader.readNumber() < readSinceMillis) {
      return Optional.empty();
    }
    int count = reader.readInt();
    List<HeldPacket> packets = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      packets.add(
          new HeldPacket(
              reader.readText(), reader.readText(), reader.readText(), reader.readNumber()));
    }
    return Optional.of(packets);
  }

  /**
   * Since when nobody can have won, as no shake of a wave can be on its way; empty while one can. A
   * wave that is being moved counts by the plan in force.
   */
  private static OptionalLong quietSinceMillis(ShowPlan plan, long nowMillis) {
    long sinceMillis = 0;
    for (PlannedWave wave : plan.waves()) {
      WaveSchedule schedule = wave.schedule();
      if (nowMillis >= schedule.opensAtMillis() - BEFORE_OPENING_MILLIS) {
        if (nowMillis < schedule.quietAtMillis()) {
          return OptionalLong.empty();
        }
        sinceMillis = Math.max(sinceMillis, schedule.quietAtMillis());
      }
    }
    return OptionalLong.of(sinceMillis);
  }
}
