package io.hongbao.show.live;

import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.AckRecord;
import io.hongbao.wire.records.MalformedRecordException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic {@code show-acks} in Kafka, read from a little more than a minute ago: who was silent
 * for longer does not count. A record that is damaged is logged and left out. For one thread.
 */
public final class KafkaAckTopic implements AckTopic, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaAckTopic.class);

  /** A minute, and what clocks may differ. */
  private static final Duration LOOKS_BACK = Duration.ofSeconds(75);

  private final String bootstrapServers;
  private final Map<String, AckRecord> acks = new HashMap<>();

  /** Stands where the last reading ended; null before the first. */
  private KafkaConsumer<byte[], byte[]> consumer;

  private KafkaAckTopic(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Of the brokers at these addresses; nothing is read yet. */
  public static KafkaAckTopic open(String bootstrapServers) {
    return new KafkaAckTopic(bootstrapServers);
  }

  @Override
  public Collection<AckRecord> read() {
    try {
      if (consumer == null) {
        consumer = TopicReader.open(bootstrapServers, Topics.SHOW_ACKS);
        seekToRecent();
      }
      TopicReader.readOn(consumer, this::take);
    } catch (KafkaException e) {
      throw LogUnavailableException.ofReading(Topics.SHOW_ACKS, e);
    }
    return List.copyOf(acks.values());
  }

  private void seekToRecent() {
    long fromMillis = System.currentTimeMillis() - LOOKS_BACK.toMillis();
    Map<TopicPartition, Long> times =
        consumer.assignment().stream().collect(Collectors.toMap(at -> at, at -> fromMillis));
    Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
    for (TopicPartition partition : consumer.assignment()) {
      OffsetAndTimestamp from = offsets.get(partition);
      if (from == null) {
        consumer.seekToEnd(List.of(partition));
      } else {
        consumer.seek(partition, from.offset());
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      AckRecord ack = AckRecord.decode(record.value());
      acks.put(ack.node(), ack);
    } catch (MalformedRecordException e) {
      LOG.warn("topic show-acks, offset {}: left out, {}", record.offset(), e.getMessage());
    }
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
  }
}
