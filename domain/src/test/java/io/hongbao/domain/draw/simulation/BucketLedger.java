package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.ShowEnd;
import io.hongbao.domain.draw.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one bucket was told and what it gave, written down entry by entry and counted by hand. */
final class BucketLedger {

  /** A seed that was loaded. */
  record Loaded(
      String packetId,
      String waveId,
      String enterpriseId,
      long countsFromMillis,
      long releaseOffsetMillis,
      long amountFen) {

    /** From when it may be won in a wave that opens at an instant. */
    long mayBeWonFromMillis(long opensAtMillis) {
      return Math.max(countsFromMillis, opensAtMillis + releaseOffsetMillis);
    }
  }

  private static final int MAX_AHEAD = 1024;

  private final BucketName name;
  private final Map<Long, ControlRecord> came = new HashMap<>();
  private final List<Loaded> loaded = new ArrayList<>();
  private final Set<String> issuedIds = new HashSet<>();
  private final Map<TurnName, Outcome> passed = new HashMap<>();
  private long applied;
  private Terms terms;
  private boolean ended;

  BucketLedger(BucketName name) {
    this.name = name;
  }

  /** The first record of a number counts, once all before it have come. */
  void control(ControlRecord record) {
    if (!ended && record.number() <= applied + MAX_AHEAD) {
      came.putIfAbsent(record.number(), record);
    }
    while (!ended && came.containsKey(applied + 1)) {
      applied++;
      apply(came.get(applied));
    }
  }

  private void apply(ControlRecord record) {
    if (record.control() instanceof Terms newer) {
      terms = newer;
    } else if (record.control() instanceof SeedBatch batch) {
      for (int i = 0; i < batch.seeds().size(); i++) {
        loaded.add(
            new Loaded(
                String.join(".", name.show(), "" + name.bucket(), "" + record.number(), "" + i),
                batch.waveId(),
                batch.enterpriseId(),
                batch.countsFromMillis(),
                batch.seeds().get(i).releaseOffsetMillis(),
                batch.seeds().get(i).amountFen()));
      }
    } else if (record.control() instanceof ShowEnd) {
      ended = true;
    }
  }

  void passed(TurnName turn, Outcome outcome) {
    passed.put(turn, outcome);
    if (outcome instanceof Outcome.Packet packet) {
      issuedIds.add(packet.packetId());
    }
  }

  BucketName name() {
    return name;
  }

  /** The newest terms; null before the first. */
  Terms terms() {
    return terms;
  }

  boolean isEnded() {
    return ended;
  }

  boolean hasGap() {
    return came.keySet().stream().anyMatch(number -> number > applied);
  }

  long applied() {
    return applied;
  }

  Map<TurnName, Outcome> passed() {
    return passed;
  }

  boolean isIssued(String packetId) {
    return issuedIds.contains(packetId);
  }

  List<Loaded> loaded() {
    return loaded;
  }

  List<Outcome.Packet> wonBy(String user) {
    List<Outcome.Packet> won = new ArrayList<>();
    passed.forEach(
        (turn, outcome) -> {
          if (turn.user().equals(user) && outcome instanceof Outcome.Packet packet) {
            won.add(packet);
          }
        });
    return won;
  }

  long loadedFen() {
    return loaded.stream().mapToLong(Loaded::amountFen).sum();
  }

  long issuedFen() {
    return passed.values().stream()
        .mapToLong(outcome -> outcome instanceof Outcome.Packet packet ? packet.amountFen() : 0)
        .sum();
  }

  /** How many seeds of each enterprise must be left. */
  Map<String, Long> mustBeLeft() {
    Map<String, Long> left = new HashMap<>();
    for (Loaded seed : loaded) {
      left.merge(seed.enterpriseId(), issuedIds.contains(seed.packetId()) ? 0L : 1L, Long::sum);
    }
    return left;
  }
}
