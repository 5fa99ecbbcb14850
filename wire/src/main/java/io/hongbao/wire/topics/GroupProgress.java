package io.hongbao.wire.topics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a consumer group has come. A Flink job commits its offsets when a checkpoint completes,
 * so all that it has written for the records before them is acknowledged by then.
 */
public final class GroupProgress {

  /** The group of the draw job on {@code shakes}. */
  public static final String DRAW = "draw";

  private static final long ANSWER_SECONDS = 5;
  private static final long PAUSE_MILLIS = 200;

  private GroupProgress() {}

  /**
   * Waits until a group has committed offsets at or behind the given ends. Kafka being away for a
   * while is waited out.
   *
   * @param ends of each partition, exclusive; an end of 0 is passed by everybody
   * @return false if it has not come so far in time
   */
  public static boolean awaitPassed(
      Admin admin, String group, Map<TopicPartition, Long> ends, Duration within)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + within.toNanos();
    while (!hasPassed(admin, group, ends)) {
      if (System.nanoTime() > deadlineNanos) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return true;
  }

  private static boolean hasPassed(Admin admin, String group, Map<TopicPartition, Long> ends)
      throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed;
    try {
      committed =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return false;
    }
    return ends.entrySet().stream()
        .allMatch(
            end -> {
              OffsetAndMetadata offset = committed.get(end.getKey());
              return end.getValue() == 0 || (offset != null && offset.offset() >= end.getValue());
            });
  }
}
