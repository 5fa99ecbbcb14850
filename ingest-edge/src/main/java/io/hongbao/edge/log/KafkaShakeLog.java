package io.hongbao.edge.log;

import io.hongbao.kafka.Producers;
import io.hongbao.kafka.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(KafkaShakeLog.class);

  private final KafkaProducer<byte[], byte[]> producer;
  private final InstantSource clock;
  private final ClockCheck clockCheck = new ClockCheck();

  /** A log on its way; ask {@link #partitions()} until it is there. */
  public KafkaShakeLog(String bootstrapServers, String edgeId, InstantSource clock) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.CLIENT_ID_CONFIG, edgeId);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    // The default forgets all metadata once no broker answers, and would refuse what could still
    // be delivered after a pause. Addresses are looked up again at every connection anyway.
    config.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    this.producer = Producers.open(bootstrapServers, config);
    this.clock = clock;
  }

  @Override
  public void append(int partition, byte[] key, byte[] value, Receipt receipt)
      throws NothingSentException {
    Append append = new Append(receipt, clock.millis());
    try {
      // The callback hears all that the future could tell.
      var unused =
          producer.send(new ProducerRecord<>(Topics.SHAKES, partition, key, value), append);
    } catch (KafkaException | IllegalStateException e) {
      throw new NothingSentException(e.getMessage(), e);
    }
    append.throwIfRefused();
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

  /** One record on its way. */
  private final class Append implements Callback {

    private final Receipt receipt;
    private final long sentAtMillis;

    /**
     * The thread that is inside {@code send}; a failure told in it means that nothing was sent. No
     * other thread finds itself here, whatever it reads.
     */
    private Thread sender = Thread.currentThread();

    private Exception refusal;

    Append(Receipt receipt, long sentAtMillis) {
      this.receipt = receipt;
      this.sentAtMillis = sentAtMillis;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception failure) {
      if (failure == null) {
        if (metadata.hasTimestamp()) {
          clockCheck.observe(sentAtMillis, clock.millis(), metadata.timestamp());
        }
        receipt.acknowledged(metadata.offset());
      } else if (Thread.currentThread() == sender) {
        refusal = failure;
      } else {
        LOG.debug("it is unknown whether the log has a shake", failure);
        receipt.lost(failure);
      }
    }

    void throwIfRefused() throws NothingSentException {
      sender = null;
      if (refusal != null) {
        throw new NothingSentException(refusal.getMessage(), refusal);
      }
    }
  }
}
