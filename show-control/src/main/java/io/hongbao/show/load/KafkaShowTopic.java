package io.hongbao.show.load;

import io.hongbao.kafka.Producers;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.PlanRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic {@code show} in Kafka. A record of it that is damaged is logged and left out. */
public final class KafkaShowTopic implements ShowTopic {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaShowTopic.class);

  private final String bootstrapServers;
  private final KafkaProducer<byte[], byte[]> producer;

  private KafkaShowTopic(String bootstrapServers, KafkaProducer<byte[], byte[]> producer) {
    this.bootstrapServers = bootstrapServers;
    this.producer = producer;
  }

  /** Of the brokers at these addresses; nothing is sent yet. */
  public static KafkaShowTopic open(String bootstrapServers) {
    return new KafkaShowTopic(bootstrapServers, SafeProducer.open(bootstrapServers));
  }

  @Override
  public List<PlanRecord> plans() {
    PlanTable table = new PlanTable();
    try {
      TopicReader.readToEnd(bootstrapServers, Topics.SHOW, record -> take(record, table));
    } catch (KafkaException e) {
      throw new LogUnavailableException(
          "Kafka did not hand out topic " + Topics.SHOW + " (" + e.getMessage() + "): try again",
          e);
    }
    return table.plans();
  }

  @Override
  public void append(PlanRecord plan) {
    byte[] key = plan.key().getBytes(StandardCharsets.UTF_8);
    try {
      Producers.append(producer, new ProducerRecord<>(Topics.SHOW, 0, key, plan.encode()));
    } catch (KafkaException e) {
      throw SafeProducer.unavailable(Topics.SHOW, e);
    }
  }

  @Override
  public void close() {
    producer.close(SafeProducer.CLOSE_TIMEOUT);
  }

  private static void take(ConsumerRecord<byte[], byte[]> record, PlanTable table) {
    if (record.value() == null) {
      return;
    }
    try {
      table.accept(PlanRecord.decode(record.value()));
    } catch (MalformedRecordException e) {
      LOG.warn("topic show, offset {}: left out, {}", record.offset(), e.getMessage());
    }
  }
}
