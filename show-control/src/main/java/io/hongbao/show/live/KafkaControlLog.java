package io.hongbao.show.live;

import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.SignedControl;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Appends control records to Kafka. For one thread; after a failure, open another. */
public final class KafkaControlLog implements ControlLog {

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /** By bucket; written by the producer's thread. */
  private final Map<Integer, Long> appendedAtMillis = new ConcurrentHashMap<>();

  private KafkaControlLog(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** Of the brokers at these addresses; nothing is sent yet. */
  public static KafkaControlLog open(String bootstrapServers) {
    return new KafkaControlLog(SafeProducer.open(bootstrapServers));
  }

  @Override
  public void append(int partition, SignedControl control) {
    throwIfFailed();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.SHAKES, partition, control.key().encode(), control.encode()),
              (metadata, exception) -> {
                if (exception != null) {
                  failure.compareAndSet(null, exception);
                } else {
                  appendedAtMillis.merge(control.key().bucket(), metadata.timestamp(), Math::max);
                }
              });
    } catch (KafkaException e) {
      throw SafeProducer.unavailable(Topics.SHAKES, e);
    }
  }

  @Override
  public Map<Integer, Long> awaitAcknowledgements() {
    try {
      producer.flush();
    } catch (KafkaException e) {
      throw SafeProducer.unavailable(Topics.SHAKES, e);
    }
    throwIfFailed();
    Map<Integer, Long> appended = Map.copyOf(appendedAtMillis);
    appendedAtMillis.clear();
    return appended;
  }

  @Override
  public void close() {
    producer.close(SafeProducer.CLOSE_TIMEOUT);
  }

  private void throwIfFailed() {
    Exception exception = failure.get();
    if (exception != null) {
      throw SafeProducer.unavailable(Topics.SHAKES, exception);
    }
  }
}
