package io.hongbao.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning, without a consumer group. */
public final class TopicReader {

  private static final Duration POLL = Duration.ofMillis(200);

  private TopicReader() {}

  static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest");
  }

  /**
   * A consumer of every partition of a topic, at the beginning. The caller closes it.
   *
   * @throws TimeoutException if Kafka does not answer within 30 s
   */
  public static KafkaConsumer<byte[], byte[]> open(String bootstrapServers, String topic) {
    return open(bootstrapServers, topic, Map.of());
  }

  /** The same, with settings of the consumer's own. */
  static KafkaConsumer<byte[], byte[]> open(
      String bootstrapServers, String topic, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(settings(bootstrapServers));
    settings.putAll(more);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, ReadTimeout.MAX_SILENCE).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return consumer;
    } catch (TimeoutException e) {
      consumer.close();
      throw new TimeoutException(
          String.format(
              Locale.ROOT,
              "Kafka at %s did not describe topic %s within %d s: look whether its brokers run, and"
                  + " whether the addresses that they advertise can be reached from here",
              bootstrapServers,
              topic,
              ReadTimeout.MAX_SILENCE.toSeconds()),
          e);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /**
   * Hands over every record up to the end that the topic has now; each partition's in its order.
   *
   * @return the end offset of each partition, exclusive
   * @throws TimeoutException if Kafka hands out nothing for 30 s before that end is reached
   */
  public static Map<TopicPartition, Long> readToEnd(
      String bootstrapServers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    try (KafkaConsumer<byte[], byte[]> consumer = open(bootstrapServers, topic)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      readTo(consumer, ends, reader, () -> {});
      return ends;
    }
  }

  /**
   * Reads on from where a consumer stands, up to the end that its partitions have now.
   *
   * @throws TimeoutException if Kafka hands out nothing for 30 s before that end is reached
   */
  public static void readOn(
      KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    readTo(consumer, consumer.endOffsets(consumer.assignment()), reader, () -> {});
  }

  /**
   * Reads on from where a consumer stands, and hands over every record before the given ends.
   *
   * @param ends of all partitions that the consumer is assigned to, exclusive
   * @param afterPoll runs whenever the records of a poll were handed over
   * @throws TimeoutException if Kafka hands out nothing for 30 s before the ends are reached
   */
  public static void readTo(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> reader,
      Runnable afterPoll) {
    readTo(consumer, ends, reader, afterPoll, ReadTimeout.MAX_SILENCE);
  }

  static void readTo(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> reader,
      Runnable afterPoll,
      Duration maxSilence) {
    ReadTimeout timeout = new ReadTimeout(consumer, maxSilence);
    while (!hasPassed(consumer, ends)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
          reader.accept(record);
        }
      }
      afterPoll.run();
      timeout.requireProgress();
    }
  }

  /** Whether a consumer stands at or behind the given end of every partition. */
  static boolean hasPassed(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
