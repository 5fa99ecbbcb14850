package io.hongbao.show.live;

import io.hongbao.kafka.Producers;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The producer of a command. */
final class SafeProducer {

  /** How long a record may wait for its acknowledgement; a broker's restart takes less. */
  private static final int DELIVERY_TIMEOUT_MILLIS = 60_000;

  private static final int REQUEST_TIMEOUT_MILLIS = 15_000;

  /** A moment in which records gather, so that a command sends few large requests. */
  private static final int LINGER_MILLIS = 5;

  /** How long closing waits for what a broken-off command left unacknowledged. */
  static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private SafeProducer() {}

  static KafkaProducer<byte[], byte[]> open(String bootstrapServers) {
    return Producers.open(
        bootstrapServers,
        Map.of(
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            DELIVERY_TIMEOUT_MILLIS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            REQUEST_TIMEOUT_MILLIS,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            (long) DELIVERY_TIMEOUT_MILLIS,
            ProducerConfig.LINGER_MS_CONFIG,
            LINGER_MILLIS));
  }

  static LogUnavailableException unavailable(String topic, Throwable cause) {
    return new LogUnavailableException(
        "Kafka did not take a record of topic "
            + topic
            + " ("
            + cause.getMessage()
            + "): repeat the command, it goes on where it stopped",
        cause);
  }
}
