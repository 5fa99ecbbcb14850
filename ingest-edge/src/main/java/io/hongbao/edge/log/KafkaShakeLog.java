package io.hongbao.edge.log;

import io.hongbao.kafka.Producers;
import io.hongbao.kafka.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The topic {@code shakes}, written by one idempotent producer for all phones of an edge.
 *
 * <p>The producer never waits ({@code max.block.ms} 0): without metadata or buffer it refuses, and
 * then nothing was sent. Metadata is asked for by {@link #partitions()}, which {@link Heartbeat}
 * calls every second, so that it is there before the first shake and never goes stale.
 */
public final class KafkaShakeLog implements ShakeLog {

  /**
   * Long enough to fill batches across phones, which every server behind this one works in; short
   * against what a phone notices.
   */
  private static final int LINGER_MILLIS = 12;

  private static final int BATCH_BYTES = 128 * 1024;

  /** Some hundred thousand shakes, which is more than an edge may have pending. */
  private static final long BUFFER_BYTES = 64L * 1024 * 1024;

  private static final int REQUEST_TIMEOUT_MILLIS = 15_000;

  /**
   * A broker that pauses for half a minute loses nothing. What takes longer than this is told as
   * unknown; its phone asked again long before.
   */
  private static final int DELIVERY_TIMEOUT_MILLIS = 60_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final InstantSource clock;
  private final ClockCheck clockCheck = new ClockCheck();

  /** A log on its way; ask {@link #partitions()} until it is there. */
  public KafkaShakeLog(String bootstrapServers, String edgeId, InstantSource clock) {
    Map<String, Object> config = unblocked(edgeId, LINGER_MILLIS, BUFFER_BYTES);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    this.producer = Producers.open(bootstrapServers, config);
    this.clock = clock;
  }

  /** Of a producer that never waits, and outlasts a broker's pause. */
  static Map<String, Object> unblocked(String clientId, int lingerMillis, long bufferBytes) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    config.put(ProducerConfig.LINGER_MS_CONFIG, lingerMillis);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    // The default forgets all metadata once no broker answers, and would refuse what could still
    // be delivered after a pause. Addresses are looked up again at every connection anyway.
    config.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return config;
  }

  @Override
  public void append(int partition, byte[] key, byte[] value, Receipt receipt)
      throws NothingSentException {
    new ShakeAppend(receipt, clock.millis())
        .send(producer, new ProducerRecord<>(Topics.SHAKES, partition, key, value));
  }

  @Override
  public int partitions() {
    try {
      return producer.partitionsFor(Topics.SHAKES).size();
    } catch (TimeoutException e) {
      return 0;
    }
  }

  @Override
  public ClockCheck clockCheck() {
    return clockCheck;
  }

  @Override
  public void close(Duration patience) {
    producer.close(patience);
  }

  /** A shake on its way; its acknowledgement tells of this edge's clock. */
  private final class ShakeAppend extends Append {

    private final long sentAtMillis;

    ShakeAppend(Receipt receipt, long sentAtMillis) {
      super(receipt);
      this.sentAtMillis = sentAtMillis;
    }

    @Override
    void observe(RecordMetadata metadata) {
      if (metadata.hasTimestamp()) {
        clockCheck.observe(sentAtMillis, clock.millis(), metadata.timestamp());
      }
    }
  }
}
