package io.hongbao.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Ends a reading of topics that no longer advances: without it, a broker that is away would be
 * waited for forever. The time that the reader spends on its records does not count. For one
 * thread.
 */
public final class ReadTimeout {

  /** As long as opening a topic may take. A reachable broker hands out records far sooner. */
  public static final Duration MAX_SILENCE = Duration.ofSeconds(30);

  private final Consumer<byte[], byte[]> consumer;
  private final Duration maxSilence;
  private long position;
  private long advancedAtNanos;

  /**
   * Starts now, where the consumer stands.
   *
   * @param consumer assigned to all that is to be read
   * @param maxSilence longest time in which no partition may advance
   */
  public ReadTimeout(Consumer<byte[], byte[]> consumer, Duration maxSilence) {
    this.consumer = consumer;
    this.maxSilence = maxSilence;
    this.position = sumOfPositions();
    this.advancedAtNanos = System.nanoTime();
  }

  /**
   * To be called while there is more to read, when the records of a poll are done with.
   *
   * @throws TimeoutException naming the topics, if no partition has advanced for too long
   */
  public void requireProgress() {
    long next = sumOfPositions();
    if (next > position) {
      position = next;
      advancedAtNanos = System.nanoTime();
    } else if (System.nanoTime() - advancedAtNanos >= maxSilence.toNanos()) {
      throw new TimeoutException(sentence());
    }
  }

  private long sumOfPositions() {
    return consumer.assignment().stream().mapToLong(consumer::position).sum();
  }

  private String sentence() {
    List<String> names =
        consumer.assignment().stream().map(TopicPartition::topic).distinct().sorted().toList();
    boolean single = names.size() == 1;
    return String.format(
        Locale.ROOT,
        "%s %s: no record came for %d s before %s end was reached",
        single ? "topic" : "topics",
        String.join(", ", names),
        maxSilence.toSeconds(),
        single ? "its" : "their");
  }
}
