package io.hongbao.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Producers whose acknowledgement means that every copy in sync has the record, once. */
public final class Producers {

  private Producers() {}

  /**
   * Opens a producer; it connects when it is used.
   *
   * @param settings of this producer, beside the ones that make it safe
   */
  public static KafkaProducer<byte[], byte[]> open(
      String bootstrapServers, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Appends a record and returns when it is acknowledged, at the latest when the producer's {@code
   * max.block.ms} and {@code delivery.timeout.ms} have passed.
   *
   * @throws KafkaException if Kafka did not take it, or the thread was interrupted, which then
   *     stays so
   */
  public static void append(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException why ? why : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
