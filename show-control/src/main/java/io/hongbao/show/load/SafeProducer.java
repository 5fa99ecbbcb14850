package io.hongbao.show.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A producer whose acknowledgement means that every copy in sync has the record, once. */
final class SafeProducer {

  /** How long a record may wait for its acknowledgement; a broker's restart takes less. */
  private static final int DELIVERY_TIMEOUT_MILLIS = 60_000;

  private static final int REQUEST_TIMEOUT_MILLIS = 15_000;

  /** A moment in which records gather, so that a load sends few large requests. */
  private static final int LINGER_MILLIS = 5;

  /** How long closing waits for what a broken-off load left unacknowledged. */
  static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private SafeProducer() {}

  static KafkaProducer<byte[], byte[]> open(String bootstrapServers) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) DELIVERY_TIMEOUT_MILLIS);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static LogUnavailableException unavailable(String topic, Throwable cause) {
    return new LogUnavailableException(
        "Kafka did not take a record of topic "
            + topic
            + " ("
            + cause.getMessage()
            + "): repeat the load, it goes on where it stopped",
        cause);
  }
}
