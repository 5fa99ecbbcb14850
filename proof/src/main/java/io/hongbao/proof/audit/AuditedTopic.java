package io.hongbao.proof.audit;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.kafka.TopicReader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** A topic read from offset 0 up to ends that were taken before. */
final class AuditedTopic {

  private AuditedTopic() {}

  /**
   * Takes the ends.
   *
   * @throws OperationFailedException if the topic does not begin at offset 0 any more
   */
  static Map<TopicPartition, Long> ends(String bootstrapServers, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.open(bootstrapServers, topic)) {
      consumer
          .beginningOffsets(consumer.assignment())
          .forEach(
              (partition, beginning) -> {
                if (beginning > 0) {
                  throw new OperationFailedException(
                      String.format(
                          Locale.ROOT,
                          "%s begins at offset %d: what stood before cannot be audited",
                          partition,
                          beginning));
                }
              });
      return new HashMap<>(consumer.endOffsets(consumer.assignment()));
    }
  }

  /**
   * Hands over every record before the ends, each partition's in its order. Partitions without an
   * end are not read.
   *
   * @param progress gets how many records were read, after each poll
   * @throws TimeoutException if Kafka hands out nothing for 30 s before the ends are reached
   */
  static void read(
      String bootstrapServers,
      String topic,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> reader,
      Consumer<Long> progress) {
    long[] read = {0};
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.open(bootstrapServers, topic)) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      TopicReader.readTo(
          consumer,
          ends,
          record -> {
            reader.accept(record);
            read[0]++;
          },
          () -> progress.accept(read[0]));
    }
  }

  /** The ends by the partitions' numbers. */
  static Map<Integer, Long> byNumber(Map<TopicPartition, Long> ends) {
    Map<Integer, Long> byNumber = new HashMap<>();
    ends.forEach((partition, end) -> byNumber.put(partition.partition(), end));
    return byNumber;
  }
}
