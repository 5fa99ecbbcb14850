package io.hongbao.jobs;

import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.DeadLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sinks to Kafka, each at-least-once: what is told twice is the same both times. */
public final class KafkaSinks {

  private KafkaSinks() {}

  /** A sink to the topics that the serializer names. */
  public static <T> Sink<T> atLeastOnce(
      String bootstrapServers, KafkaRecordSerializationSchema<T> serializer) {
    KafkaSink<T> sink =
        KafkaSink.<T>builder()
            .setBootstrapServers(bootstrapServers)
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setProperty("acks", "all")
            .setProperty("enable.idempotence", "true")
            // Else Flink wakes the task twice a second for each sink, to read them.
            .setProperty("register.producer.metrics", "false")
            .setRecordSerializer(serializer)
            .build();
    return new WriterOnly<>(sink);
  }

  /** The sink to the topics that records name. */
  public static Sink<OutgoingRecord> outgoing(String bootstrapServers) {
    return atLeastOnce(
        bootstrapServers,
        (record, context, timestamp) ->
            new ProducerRecord<>(record.topic(), utf8(record.key()), record.value()));
  }

  /** The sink to {@code dead-letters}. */
  public static Sink<DeadLetter> deadLetters(String bootstrapServers) {
    return atLeastOnce(
        bootstrapServers,
        (letter, context, timestamp) ->
            new ProducerRecord<>(Topics.DEAD_LETTERS, utf8(letter.topic()), letter.encode()));
  }

  /** A record's key. */
  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A sink without its committer, which serves transactions alone and otherwise only adds operators
   * and a warning to every checkpoint.
   */
  private record WriterOnly<T>(Sink<T> whole) implements Sink<T> {
    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
      return whole.createWriter(context);
    }
  }
}
