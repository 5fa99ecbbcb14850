package io.hongbao.edge.ack;

import io.hongbao.kafka.Producers;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.AckRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acknowledgements in Kafka, under the edge's id. */
public final class KafkaAckLog implements AckLog {

  private static final int MAX_BLOCK_MILLIS = 1_000;
  private static final int REQUEST_TIMEOUT_MILLIS = 4_000;

  /** Until the next one is due: an old one is worth nothing. */
  private static final int DELIVERY_TIMEOUT_MILLIS = 5_000;

  /** Some hundreds of the largest. */
  private static final long BUFFER_BYTES = 1024 * 1024;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(KafkaAckLog.class);

  private final KafkaProducer<byte[], byte[]> producer;

  public KafkaAckLog(String bootstrapServers, String edgeId) {
    this.producer =
        Producers.open(
            bootstrapServers,
            Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                edgeId + "-acks",
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                MAX_BLOCK_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_TIMEOUT_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                DELIVERY_TIMEOUT_MILLIS,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFER_BYTES,
                ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
                false));
  }

  @Override
  public void append(AckRecord ack) {
    byte[] key = ack.node().getBytes(StandardCharsets.UTF_8);
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(Topics.SHOW_ACKS, key, ack.encode()),
              (metadata, failure) -> {
                if (failure != null) {
                  LOG.warn("an acknowledgement did not reach the log: {}", failure.getMessage());
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("an acknowledgement was not sent: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
