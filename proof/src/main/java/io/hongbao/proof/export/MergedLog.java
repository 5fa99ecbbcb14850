package io.hongbao.proof.export;

import io.hongbao.kafka.ReadTimeout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Partitions read as one, in the order of their records' times. Each partition's own order stays;
 * the heap holds a few thousand records of each. Not thread-safe.
 */
final class MergedLog {

  private static final Duration POLL = Duration.ofMillis(200);

  /** Of a partition; one that has so many waits for the others. */
  private static final int MAX_WAITING = 2_000;

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;
  private final Duration maxSilence;
  private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> waiting =
      new HashMap<>();
  private final PriorityQueue<TopicPartition> byHead;

  /**
   * A log of which nothing was read.
   *
   * @param consumer assigned to all partitions, at their beginnings; the caller closes it
   * @param ends of each partition, exclusive
   */
  MergedLog(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    this(consumer, ends, ReadTimeout.MAX_SILENCE);
  }

  MergedLog(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Duration maxSilence) {
    this.maxSilence = maxSilence;
    this.consumer = consumer;
    this.ends = Map.copyOf(ends);
    ends.keySet().forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
    this.byHead =
        new PriorityQueue<>(
            Comparator.<TopicPartition>comparingLong(each -> waiting.get(each).peek().timestamp())
                .thenComparing(Comparator.comparing(TopicPartition::topic).reversed())
                .thenComparingInt(TopicPartition::partition));
  }

  /**
   * Hands over records up to the ends.
   *
   * @param taker says whether it wants more
   * @param progress gets how many records were handed over, after each poll
   * @throws TimeoutException if Kafka hands out nothing for 30 s before the ends are reached
   */
  void read(Predicate<ConsumerRecord<byte[], byte[]>> taker, LongConsumer progress) {
    long read = 0;
    ReadTimeout timeout = new ReadTimeout(consumer, maxSilence);
    while (!isOver()) {
      poll();
      while (isHeadKnown()) {
        read++;
        if (!taker.test(takeFirst())) {
          progress.accept(read);
          return;
        }
      }
      progress.accept(read);
      timeout.requireProgress();
    }
  }

  private void poll() {
    List<TopicPartition> full = new ArrayList<>();
    List<TopicPartition> hungry = new ArrayList<>();
    waiting.forEach((each, records) -> (records.size() < MAX_WAITING ? hungry : full).add(each));
    consumer.pause(full);
    consumer.resume(hungry);
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      if (record.offset() < ends.get(partition)) {
        Deque<ConsumerRecord<byte[], byte[]>> records = waiting.get(partition);
        records.add(record);
        if (records.size() == 1) {
          byHead.add(partition);
        }
      }
    }
  }

  private ConsumerRecord<byte[], byte[]> takeFirst() {
    TopicPartition first = byHead.remove();
    Deque<ConsumerRecord<byte[], byte[]>> records = waiting.get(first);
    ConsumerRecord<byte[], byte[]> record = records.remove();
    if (!records.isEmpty()) {
      byHead.add(first);
    }
    return record;
  }

  /** Whether no partition can still come with an earlier record than the first that waits. */
  private boolean isHeadKnown() {
    return !byHead.isEmpty()
        && (byHead.size() == waiting.size()
            || waiting.entrySet().stream()
                .allMatch(each -> !each.getValue().isEmpty() || isRead(each.getKey())));
  }

  private boolean isOver() {
    return byHead.isEmpty() && ends.keySet().stream().allMatch(this::isRead);
  }

  private boolean isRead(TopicPartition partition) {
    return consumer.position(partition) >= ends.get(partition);
  }
}
