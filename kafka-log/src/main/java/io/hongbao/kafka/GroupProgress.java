package io.hongbao.kafka;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * How far a consumer group has come. A Flink job commits its offsets when a checkpoint completes,
 * so all that it has written for the records before them is acknowledged by then.
 */
public final class GroupProgress {

  /** The group of the draw job on {@code shakes}. */
  public static final String DRAW = "draw";

  /** The group of the risk job on {@code shakes}. */
  public static final String RISK = "risk";

  /** The group of the packets job on {@code packets}. */
  public static final String PACKETS = "packets";

  private static final long ANSWER_SECONDS = 5;
  private static final long PAUSE_MILLIS = 200;

  private GroupProgress() {}

  /**
   * Waits until a group has committed offsets at or behind the given ends. Kafka being away for a
   * while is waited out.
   *
   * @param ends of each partition, exclusive; an end of 0 is passed by everybody
   * @return what it is behind with when time is up, for people; empty if it has passed
   */
  public static Optional<String> awaitPassed(
      Admin admin, String group, Map<TopicPartition, Long> ends, Duration within)
      throws InterruptedException {
    long startedAtNanos = System.nanoTime();
    Optional<String> behind = behind(admin, group, ends);
    while (behind.isPresent() && System.nanoTime() - startedAtNanos < within.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      behind = behind(admin, group, ends);
    }
    return behind;
  }

  /**
   * Waits until a group has passed the end that a topic has now.
   *
   * @return what it is behind with when time is up, for people; empty if it has passed
   * @throws org.apache.kafka.common.errors.TimeoutException if Kafka does not answer within 30 s
   */
  public static Optional<String> awaitPassed(
      String bootstrapServers, String group, String topic, Duration within)
      throws InterruptedException {
    Map<TopicPartition, Long> ends;
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.open(bootstrapServers, topic)) {
      ends = consumer.endOffsets(consumer.assignment());
    }
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      return awaitPassed(admin, group, ends, within);
    }
  }

  /**
   * Whether a group has ever committed an offset.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer within 5 s
   */
  public static boolean hasBegun(Admin admin, String group) throws InterruptedException {
    try {
      return !admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get(ANSWER_SECONDS, TimeUnit.SECONDS)
          .isEmpty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw new KafkaException("Kafka does not tell where group " + group + " is", e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka does not tell where group " + group + " is", e);
    }
  }

  private static Optional<String> behind(Admin admin, String group, Map<TopicPartition, Long> ends)
      throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed;
    try {
      committed =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return Optional.of("Kafka does not tell where it is: " + e);
    }
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      OffsetAndMetadata at = committed.get(end.getKey());
      long offset = at == null ? 0 : at.offset();
      if (offset < end.getValue()) {
        return Optional.of(
            String.format(
                Locale.ROOT, "it is at %d of %d of %s", offset, end.getValue(), end.getKey()));
      }
    }
    return Optional.empty();
  }
}
