package io.hongbao.proof.export;

import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.audit.LogReplay;
import io.hongbao.rules.backtest.TimeSpan;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads {@code shakes} and {@code packets} of a running system as rows, in the order of time. */
public final class LogRowReader {

  private final String bootstrapServers;
  private final Optional<DrawKeys> keys;

  /** What drawing again needs. */
  public record DrawKeys(VerifyingKey verifyingKey, SealingKey sealingKey) {}

  /**
   * How it went.
   *
   * @param records read, of both topics
   * @param rows handed over
   * @param unreadable records that are none
   */
  public record Totals(long records, long rows, long unreadable) {}

  /** Hears how far a reading is. */
  @FunctionalInterface
  public interface Progress {
    void read(long records, long ofRecords);
  }

  /**
   * A reading that has not begun.
   *
   * @param keys without them rows have no outcome
   */
  public LogRowReader(String bootstrapServers, Optional<DrawKeys> keys) {
    this.bootstrapServers = bootstrapServers;
    this.keys = keys;
  }

  /** Hands over the rows of a time span, up to what the topics hold now. */
  public Totals read(TimeSpan span, Consumer<LogRow> rows, Progress progress) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        TopicReader.open(bootstrapServers, Topics.SHAKES)) {
      int partitions = consumer.assignment().size();
      List<TopicPartition> all = new ArrayList<>(consumer.assignment());
      for (PartitionInfo packets : consumer.partitionsFor(Topics.PACKETS)) {
        all.add(new TopicPartition(packets.topic(), packets.partition()));
      }
      consumer.assign(all);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(all));
      Map<TopicPartition, Long> begins = begins(consumer, all, span, ends);
      begins.forEach(consumer::seek);
      long total =
          ends.entrySet().stream().mapToLong(e -> e.getValue() - begins.get(e.getKey())).sum();
      RowMaker maker =
          new RowMaker(
              keys.map(key -> new LogReplay(key.verifyingKey(), key.sealingKey(), partitions)));
      long[] counts = new long[2];
      new MergedLog(consumer, ends)
          .read(
              record -> {
                if (record.timestamp() >= span.toMillis()) {
                  return false;
                }
                counts[0]++;
                row(maker, record)
                    .filter(row -> span.contains(row.atMillis()))
                    .ifPresent(
                        row -> {
                          counts[1]++;
                          rows.accept(row);
                        });
                return true;
              },
              read -> progress.read(read, total));
      return new Totals(counts[0], counts[1], maker.unreadable());
    }
  }

  /** Drawing again needs the log from its beginning; rows alone do not. */
  private Map<TopicPartition, Long> begins(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> all,
      TimeSpan span,
      Map<TopicPartition, Long> ends) {
    if (keys.isPresent() || span.fromMillis() == 0) {
      return consumer.beginningOffsets(all);
    }
    Map<TopicPartition, Long> from = new HashMap<>();
    all.forEach(partition -> from.put(partition, span.fromMillis()));
    Map<TopicPartition, Long> begins = new HashMap<>();
    consumer
        .offsetsForTimes(from)
        .forEach(
            (partition, found) ->
                begins.put(partition, found == null ? ends.get(partition) : found.offset()));
    return begins;
  }

  private static Optional<LogRow> row(RowMaker maker, ConsumerRecord<byte[], byte[]> record) {
    return record.topic().equals(Topics.SHAKES)
        ? maker.shakes(
            record.partition(), record.offset(), record.timestamp(), record.key(), record.value())
        : maker.packets(record.partition(), record.offset(), record.timestamp(), record.value());
  }
}
