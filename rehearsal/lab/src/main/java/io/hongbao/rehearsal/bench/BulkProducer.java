package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.kafka.Producers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Appends many records to Kafka, fast rather than soon. For one thread. */
final class BulkProducer implements AutoCloseable {

  private static final int BATCH_BYTES = 256 * 1024;
  private static final int LINGER_MILLIS = 20;

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  BulkProducer(String kafka) {
    this.producer =
        Producers.open(
            kafka,
            Map.of(
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.LINGER_MS_CONFIG,
                LINGER_MILLIS,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "none"));
  }

  /** Hands a record over. */
  void send(ProducerRecord<byte[], byte[]> record) {
    var unused =
        producer.send(
            record,
            (metadata, problem) -> {
              if (problem != null) {
                failure.compareAndSet(null, problem);
              }
            });
  }

  /**
   * Returns when the log has all of them.
   *
   * @throws OperationFailedException if it lacks one
   */
  void flush() {
    producer.flush();
    Exception problem = failure.get();
    if (problem != null) {
      throw new OperationFailedException(
          "the log lacks a record: " + problem.getMessage(), problem);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
