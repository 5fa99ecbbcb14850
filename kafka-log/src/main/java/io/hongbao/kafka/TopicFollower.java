package io.hongbao.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Follows a topic from its beginning in a thread of its own. A fault of Kafka is waited out; what
 * was read before stays valid meanwhile.
 */
public final class TopicFollower implements AutoCloseable {

  /** For so long Kafka holds a fetch back while there is nothing: what comes, comes at once. */
  private static final Duration MAX_FETCH_WAIT = Duration.ofMillis(2_500);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  private final String topic;
  private final Consumer<ConsumerRecord<byte[], byte[]>> reader;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts to follow.
   *
   * @param reader is called in the follower's thread; what it throws ends the process's trust in
   *     the record, not the following: it must handle bad records itself
   */
  public TopicFollower(
      String bootstrapServers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    this.topic = topic;
    this.reader = reader;
    this.consumer =
        TopicReader.open(
            bootstrapServers,
            topic,
            Map.of(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Math.toIntExact(MAX_FETCH_WAIT.toMillis())));
    this.thread = new Thread(this::follow, "follow-" + topic);
    this.thread.setDaemon(true);
    this.thread.start();
  }

  /**
   * Whether everything that stood in the topic at the start has been handed over, and the topic is
   * still followed: false for good once the reader has failed.
   */
  public boolean isCaughtUp() {
    return caughtUp.getCount() == 0 && thread.isAlive();
  }

  private void follow() {
    Map<TopicPartition, Long> ends = null;
    try {
      while (!closed) {
        try {
          if (ends == null) {
            ends = consumer.endOffsets(consumer.assignment());
          }
          consumer.poll(MAX_FETCH_WAIT).forEach(reader);
          if (caughtUp.getCount() > 0 && TopicReader.hasPassed(consumer, ends)) {
            caughtUp.countDown();
          }
        } catch (WakeupException e) {
          return;
        } catch (KafkaException e) {
          // Kafka is away or unwell: poll again until it is back or we are closed.
          LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
        }
      }
    } finally {
      // Kafka would answer what a consumer says at its end behind the fetch that it holds back.
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "follower of " + topic;
  }
}
