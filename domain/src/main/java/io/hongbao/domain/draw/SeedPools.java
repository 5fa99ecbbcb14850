package io.hongbao.domain.draw;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The seeds that a bucket may still give away. Each batch is a queue in the order of release; a
 * seed counts from its release or from its batch's instant, whichever is later.
 *
 * <p>Not thread-safe.
 */
final class SeedPools {

  /** A batch and the position of its first seed that is left. */
  private static final class Queue {
    final long number;
    final SeedBatch batch;
    int next;

    Queue(long number, SeedBatch batch) {
      this.number = number;
      this.batch = batch;
    }

    boolean isEmpty() {
      return next >= batch.seeds().size();
    }

    long headCountsFromMillis(long opensAtMillis) {
      long releasedAtMillis = opensAtMillis + batch.seeds().get(next).releaseOffsetMillis();
      return Math.max(releasedAtMillis, batch.countsFromMillis());
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
      boolean sooner = millis < bestMillis || (millis == bestMillis && rank < bestRank);
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
                best.batch.seeds().get(best.next)));
  }

  /** How many seeds of each enterprise are left, over all waves. */
  Map<String, Long> seedsLeft() {
    Map<String, Long> left = new LinkedHashMap<>();
    for (Queue queue : queues.values()) {
      left.merge(
          queue.batch.enterpriseId(), (long) queue.batch.seeds().size() - queue.next, Long::sum);
    }
    return left;
  }
}
