package io.hongbao.jobs.draw;

import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.DecidedShake;
import io.hongbao.wire.records.WonRecord;
import io.hongbao.wire.topics.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Where the draw job's results go. Every sink is at-least-once: what is told twice is the same both
 * times.
 */
record DrawSinks(
    Sink<DecidedShake> outcomes, Sink<WonRecord> packets, Sink<DeadLetter> deadLetters) {

  DrawSinks {
    Objects.requireNonNull(outcomes, "outcomes");
    Objects.requireNonNull(packets, "packets");
    Objects.requireNonNull(deadLetters, "deadLetters");
  }

  /** Redis and Kafka. */
  static DrawSinks of(DrawJobSettings settings) {
    return new DrawSinks(
        OutcomeSink.toRedis(settings.redisUri()),
        toKafka(
            settings,
            (won, context, timestamp) ->
                new ProducerRecord<>(Topics.PACKETS, utf8(won.packetId()), won.encode())),
        toKafka(
            settings,
            (letter, context, timestamp) ->
                new ProducerRecord<>(Topics.DEAD_LETTERS, utf8(letter.topic()), letter.encode())));
  }

  private static <T> Sink<T> toKafka(
      DrawJobSettings settings, KafkaRecordSerializationSchema<T> serializer) {
    KafkaSink<T> sink =
        KafkaSink.<T>builder()
            .setBootstrapServers(settings.kafka())
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setProperty("acks", "all")
            .setProperty("enable.idempotence", "true")
            .setRecordSerializer(serializer)
            .build();
    return new WriterOnly<>(sink);
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

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
