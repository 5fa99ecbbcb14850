package io.hongbao.edge.planfile;

import io.hongbao.kafka.Producers;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.PlanFile.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Appends plan files to Kafka, with a producer that lives as long as a file is being appended: plan
 * files are rare.
 */
public final class KafkaPlanLog implements PlanLog {

  private static final int MAX_BLOCK_MILLIS = 5_000;
  private static final int REQUEST_TIMEOUT_MILLIS = 5_000;
  private static final int DELIVERY_TIMEOUT_MILLIS = 10_000;

  /** Two of the longest files. */
  private static final long BUFFER_BYTES = 16L * 1024 * 1024;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final String bootstrapServers;
  private final String edgeId;

  public KafkaPlanLog(String bootstrapServers, String edgeId) {
    this.bootstrapServers = bootstrapServers;
    this.edgeId = edgeId;
  }

  @Override
  public void append(List<Entry> entries, int partitions) throws LogAwayException {
    append(entries.stream().map(entry -> record(entry, partitions)).toList());
  }

  @Override
  public void appendAgain(String key, byte[] value) throws LogAwayException {
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    append(List.of(new ProducerRecord<>(Topics.SHOW, 0, keyBytes, value)));
  }

  private void append(List<ProducerRecord<byte[], byte[]>> records) throws LogAwayException {
    // Opening fails too, while no name of a broker can be resolved.
    try (Connection connection = new Connection(open())) {
      KafkaProducer<byte[], byte[]> producer = connection.producer();
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (ProducerRecord<byte[], byte[]> record : records) {
        sent.add(producer.send(record));
      }
      for (Future<RecordMetadata> acknowledgement : sent) {
        acknowledgement.get();
      }
    } catch (InterruptedException | InterruptException e) {
      Thread.currentThread().interrupt();
      throw new LogAwayException("interrupted", e);
    } catch (ExecutionException | KafkaException e) {
      throw new LogAwayException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Closed in a short time, whatever is on its way. */
  private record Connection(KafkaProducer<byte[], byte[]> producer) implements AutoCloseable {
    @Override
    public void close() {
      producer.close(CLOSE_TIMEOUT);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Entry entry, int partitions) {
    return entry
        .control()
        .map(
            control ->
                new ProducerRecord<>(
                    Topics.SHAKES, control.key().bucket() % partitions, entry.key(), entry.value()))
        .orElseGet(() -> new ProducerRecord<>(Topics.SHOW, 0, entry.key(), entry.value()));
  }

  private KafkaProducer<byte[], byte[]> open() {
    return Producers.open(
        bootstrapServers,
        Map.of(
            ProducerConfig.CLIENT_ID_CONFIG,
            edgeId + "-plans",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            MAX_BLOCK_MILLIS,
            ProducerConfig.LINGER_MS_CONFIG,
            0,
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
  public void close() {
    // Every append closes what it opened.
  }
}
