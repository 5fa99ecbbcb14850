package io.hongbao.domain.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The seeds that a bucket may still give away. Each batch is a queue in the order of release; a
 * seed counts from its release or from its batch's instant, whichever is later. What is left of a
 * wave's batches may be carried into another wave, where it is released anew.
 *
 * <p>Not thread-safe.
 */
final class SeedPools {

  /** A batch and the position of its first seed that is left. */
  private static final class Queue {
    final long number;
    final SeedBatch batch;
    int next;

    /** When the seeds from {@code carriedFrom} on are released; empty until they are carried. */
    private long[] carriedOffsets = {};

    private int carriedFrom;

    Queue(long number, SeedBatch batch) {
      this.number = number;
      this.batch = batch;
    }

    boolean isEmpty() {
      return left() == 0;
    }

    int left() {
      return batch.seeds().size() - next;
    }

    void carry(long[] offsetsMillis) {
      carriedFrom = next;
      carriedOffsets = offsetsMillis;
    }

    long headOffsetMillis() {
      return carriedOffsets.length == 0
          ? batch.seeds().get(next).releaseOffsetMillis()
          : carriedOffsets[next - carriedFrom];
    }

    Seed head() {
      return new Seed(batch.seeds().get(next).amountFen(), headOffsetMillis());
    }

    long headCountsFromMillis(long opensAtMillis) {
      return Math.max(opensAtMillis + headOffsetMillis(), batch.countsFromMillis());
    }
  }

  private final Map<Long, Queue> queues = new LinkedHashMap<>();
  private final Map<String, List<Queue>> queuesByWave = new LinkedHashMap<>();

  void add(long number, SeedBatch batch) {
    Queue queue = new Queue(number, batch);
    queues.put(number, queue);
    queuesByWave.computeIfAbsent(batch.waveId(), wave -> new ArrayList<>()).add(queue);
  }

  void clear() {
    queues.clear();
    queuesByWave.clear();
  }

  /** How many seeds of each batch of a wave were given away, by the number of the batch. */
  Map<Long, Integer> takenOf(String waveId) {
    Map<Long, Integer> taken = new LinkedHashMap<>();
    for (Queue queue : queuesByWave.getOrDefault(waveId, List.of())) {
      if (queue.next > 0) {
        taken.put(queue.number, queue.next);
      }
    }
    return taken;
  }

  /**
   * Moves what is left of a wave into a later one. Of n seeds of an enterprise in each of B
   * buckets, bucket b releases seed i as packet i · B + b of n · B, so that buckets take turns.
   *
   * @param takenBefore as {@link #takenOf} said when the seeds were carried first
   * @param to the later wave
   * @throws IllegalArgumentException before anything is moved, if the curve does not fit that wave
   *     or the packets are more than 2^31
   */
  void carry(
      Control.Carry carry,
      Map<Long, Integer> takenBefore,
      WaveSchedule to,
      int bucket,
      int buckets) {
    List<Queue> moved = queuesByWave.getOrDefault(carry.fromWaveId(), List.of());
    Map<String, Long> leftByEnterprise = new HashMap<>();
    for (Queue queue : moved) {
      int left = queue.batch.seeds().size() - takenBefore.getOrDefault(queue.number, 0);
      leftByEnterprise.merge(queue.batch.enterpriseId(), (long) left, Long::sum);
    }
    leftByEnterprise.values().removeIf(left -> left == 0);
    Map<String, ReleaseTimes> releases = new HashMap<>();
    leftByEnterprise.forEach(
        (enterpriseId, left) -> releases.put(enterpriseId, carry.releases(to, left, buckets)));
    queuesByWave.remove(carry.fromWaveId());
    Map<String, Long> moves = new HashMap<>();
    for (Queue queue : moved) {
      queue.next = takenBefore.getOrDefault(queue.number, 0);
      long[] offsetsMillis = new long[queue.left()];
      for (int i = 0; i < offsetsMillis.length; i++) {
        long place = moves.merge(queue.batch.enterpriseId(), 1L, Long::sum) - 1;
        offsetsMillis[i] =
            releases.get(queue.batch.enterpriseId()).offsetMillis(place * buckets + bucket);
      }
      queue.carry(offsetsMillis);
      queuesByWave.computeIfAbsent(carry.toWaveId(), wave -> new ArrayList<>()).add(queue);
    }
  }

  /** Marks the seeds before {@code next} of a batch as given away. */
  void advance(long number, int next) {
    Queue queue = queues.get(number);
    if (queue == null || next < queue.next || next > queue.batch.seeds().size()) {
      throw new IllegalArgumentException(
          "batch " + number + " has no seed " + (next - 1) + " left");
    }
    queue.next = next;
  }

  /**
   * The seed that counted first by an instant, of the enterprises that a user may still win from;
   * ties go by the order of the enterprises, then by the number of the batch.
   */
  Optional<SeedPosition> earliestReleased(
      WaveSchedule wave, long byMillis, List<String> enterpriseIds, Predicate<String> mayWinFrom) {
    Queue best = null;
    long bestMillis = Long.MAX_VALUE;
    int bestRank = Integer.MAX_VALUE;
    for (Queue queue : queuesByWave.getOrDefault(wave.id(), List.of())) {
      if (queue.isEmpty()) {
        continue;
      }
      long millis = queue.headCountsFromMillis(wave.opensAtMillis());
      int rank = enterpriseIds.indexOf(queue.batch.enterpriseId());
      boolean sooner =
          millis < bestMillis
              || (millis == bestMillis && rank < bestRank)
              || (millis == bestMillis && rank == bestRank && queue.number < best.number);
      if (millis <= byMillis
          && rank >= 0
          && sooner
          && mayWinFrom.test(queue.batch.enterpriseId())) {
        best = queue;
        bestMillis = millis;
        bestRank = rank;
      }
    }
    return best == null
        ? Optional.empty()
        : Optional.of(
            new SeedPosition(
                best.number,
                best.next,
                best.batch.enterpriseId(),
                best.head(),
                best.batch.shares()));
  }

  /** Hands over the number of each batch and its seeds that are left, none if all were won. */
  void forEachLeft(BiConsumer<Long, List<Seed>> taker) {
    for (Queue queue : queues.values()) {
      List<Seed> seeds = queue.batch.seeds();
      taker.accept(queue.number, seeds.subList(queue.next, seeds.size()));
    }
  }

  /** How many seeds of each enterprise are left, over all waves. */
  Map<String, Long> seedsLeft() {
    Map<String, Long> left = new LinkedHashMap<>();
    for (Queue queue : queues.values()) {
      left.merge(queue.batch.enterpriseId(), (long) queue.left(), Long::sum);
    }
    return left;
  }
}
