package io.hongbao.show.live;

import io.hongbao.kafka.Producers;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.ShowRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic {@code show} in Kafka. A record of it that is damaged, or that somebody else signed, is
 * logged and left out. For one thread.
 */
public final class KafkaShowTopic implements ShowTopic {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaShowTopic.class);

  private final String bootstrapServers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final SigningKey signingKey;
  private final VerifyingKey verifyingKey;
  private final ShowTable table = new ShowTable();

  /** Stands where the last reading ended; null before the first. */
  private KafkaConsumer<byte[], byte[]> consumer;

  private KafkaShowTopic(
      String bootstrapServers, SigningKey signingKey, VerifyingKey verifyingKey) {
    this.bootstrapServers = bootstrapServers;
    this.producer = SafeProducer.open(bootstrapServers);
    this.signingKey = signingKey;
    this.verifyingKey = verifyingKey;
  }

  /** Of the brokers at these addresses; nothing is sent yet. */
  public static KafkaShowTopic open(
      String bootstrapServers, SigningKey signingKey, VerifyingKey verifyingKey) {
    return new KafkaShowTopic(bootstrapServers, signingKey, verifyingKey);
  }

  @Override
  public ShowTable read() {
    try {
      if (consumer == null) {
        consumer = TopicReader.open(bootstrapServers, Topics.SHOW);
      }
      TopicReader.readOn(consumer, this::take);
    } catch (KafkaException e) {
      throw LogUnavailableException.ofReading(Topics.SHOW, e);
    }
    return table;
  }

  @Override
  public void append(ShowRecord record) {
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    try {
      Producers.append(
          producer, new ProducerRecord<>(Topics.SHOW, 0, key, record.sign(signingKey)));
    } catch (KafkaException e) {
      throw SafeProducer.unavailable(Topics.SHOW, e);
    }
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
    producer.close(SafeProducer.CLOSE_TIMEOUT);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      table.accept(ShowRecord.verify(record.value(), verifyingKey));
    } catch (MalformedRecordException e) {
      LOG.warn("topic show, offset {}: left out, {}", record.offset(), e.getMessage());
    }
  }
}
