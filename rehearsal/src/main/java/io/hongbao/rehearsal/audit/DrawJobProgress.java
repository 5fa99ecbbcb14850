package io.hongbao.rehearsal.audit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the draw job is. It commits its offsets when a checkpoint completes, and a checkpoint
 * completes when all that follows from earlier records has been written.
 */
final class DrawJobProgress {

  private static final long LOOK_AGAIN_MILLIS = 250;
  private static final long ANSWER_WITHIN_SECONDS = 30;

  private DrawJobProgress() {}

  /**
   * Waits until the job has passed the given ends.
   *
   * @throws IllegalStateException if it has not in time: nothing can be said of what it has not
   *     decided
   */
  static void await(Admin admin, String group, Map<TopicPartition, Long> ends, Duration within)
      throws InterruptedException {
    long giveUpAtNanos = System.nanoTime() + within.toNanos();
    Optional<String> behind = behind(committed(admin, group), ends);
    while (behind.isPresent()) {
      if (System.nanoTime() - giveUpAtNanos >= 0) {
        throw new IllegalStateException(
            "the draw job has not passed the log's end within %d s, it %s: is it running?"
                .formatted(within.toSeconds(), behind.get()));
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
      behind = behind(committed(admin, group), ends);
    }
  }

  /** Where the job is behind, for people; empty if nowhere. */
  static Optional<String> behind(
      Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends) {
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata at = committed.get(end.getKey());
      long offset = at == null ? 0 : at.offset();
      if (offset < end.getValue()) {
        return Optional.of("is at %d of %d of %s".formatted(offset, end.getValue(), end.getKey()));
      }
    }
    return Optional.empty();
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group)
      throws InterruptedException {
    try {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "cannot ask how far the draw job is: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Kafka did not answer within " + ANSWER_WITHIN_SECONDS + " s", e);
    }
  }
}
