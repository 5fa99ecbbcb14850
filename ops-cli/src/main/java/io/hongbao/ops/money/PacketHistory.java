package io.hongbao.ops.money;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketDecision;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.kafka.Producers;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.money.PacketReplay;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * All records of one packet, or of one batch, decided once more. It reads the one partition of
 * {@code packets} that has them. For one thread.
 */
public final class PacketHistory implements AutoCloseable {

  private static final int MAX_BLOCK_MILLIS = 10_000;
  private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;

  private final String bootstrapServers;
  private final byte[] key;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final PacketReplay replay = new PacketReplay();
  private final List<Decided> records = new ArrayList<>();

  private PacketHistory(
      String bootstrapServers, byte[] key, KafkaConsumer<byte[], byte[]> consumer) {
    this.bootstrapServers = bootstrapServers;
    this.key = key;
    this.consumer = consumer;
  }

  /**
   * A record and what was made of it.
   *
   * @param record empty if it cannot be read
   * @param decision empty of a batch, and of what cannot be read
   */
  public record Decided(
      int partition,
      long offset,
      long appendedAtMillis,
      Optional<MoneyRecord> record,
      Optional<PacketDecision> decision) {}

  /** Reads what there is of a packet or batch. */
  public static PacketHistory read(String bootstrapServers, String id) {
    KafkaConsumer<byte[], byte[]> consumer = TopicReader.open(bootstrapServers, Topics.PACKETS);
    try {
      byte[] key = id.getBytes(StandardCharsets.UTF_8);
      List<TopicPartition> its =
          List.of(
              new TopicPartition(
                  Topics.PACKETS, partition(key, Math.max(1, consumer.assignment().size()))));
      consumer.assign(its);
      consumer.seekToBeginning(its);
      PacketHistory history = new PacketHistory(bootstrapServers, key, consumer);
      history.readOn();
      return history;
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** As Kafka's producers choose it, of a record with a key. */
  static int partition(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  public PacketReplay replay() {
    return replay;
  }

  /** In the order of the log. */
  public List<Decided> records() {
    return List.copyOf(records);
  }

  /**
   * Appends a record of this packet and returns when it is decided.
   *
   * @return what the log makes of it; somebody else's record may have come before
   */
  public PacketDecision append(PacketRecord record) {
    byte[] value = MoneyCodec.encode(record);
    try (KafkaProducer<byte[], byte[]> producer =
        Producers.open(
            bootstrapServers,
            Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, MAX_BLOCK_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS))) {
      Producers.append(producer, new ProducerRecord<>(Topics.PACKETS, key, value));
    }
    int before = records.size();
    readOn();
    return records.subList(before, records.size()).stream()
        .filter(it -> it.record().filter(record::equals).isPresent())
        .findFirst()
        .flatMap(Decided::decision)
        .orElseThrow(
            () ->
                new OperationFailedException(
                    "the record was acknowledged, and does not stand in packets: " + record));
  }

  private void readOn() {
    TopicReader.readOn(consumer, this::take);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (!Arrays.equals(key, record.key())) {
      return;
    }
    Optional<MoneyRecord> read = decode(record.value());
    records.add(
        new Decided(
            record.partition(),
            record.offset(),
            record.timestamp(),
            read,
            read.flatMap(it -> replay.add(it, record.timestamp()))));
  }

  private static Optional<MoneyRecord> decode(byte[] value) {
    try {
      return Optional.of(MoneyCodec.decode(value));
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
