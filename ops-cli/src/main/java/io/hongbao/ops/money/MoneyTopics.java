package io.hongbao.ops.money;

import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.kafka.Producers;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.money.PacketReplay;
import io.hongbao.wire.records.LedgerCodec;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The topics that money goes through, read from their beginning and then on and on. It keeps all of
 * them on the heap. For one thread.
 */
final class MoneyTopics implements AutoCloseable {

  private final String bootstrapServers;
  private final KafkaConsumer<byte[], byte[]> packets;
  private final KafkaConsumer<byte[], byte[]> ledger;
  private final KafkaConsumer<byte[], byte[]> payouts;
  private final PacketReplay log = new PacketReplay();
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final List<PayoutInstruction> instructions = new ArrayList<>();
  private long unreadable;

  MoneyTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.packets = TopicReader.open(bootstrapServers, Topics.PACKETS);
    this.ledger = TopicReader.open(bootstrapServers, Topics.LEDGER);
    this.payouts = TopicReader.open(bootstrapServers, Topics.PAYOUTS);
  }

  /** Reads what the topics have by now; the log last, so that it holds the cause of all else. */
  void readOn() {
    TopicReader.readOn(
        payouts,
        record -> take(record, value -> instructions.add(LedgerCodec.decodeInstruction(value))));
    TopicReader.readOn(
        ledger, record -> take(record, value -> entries.add(LedgerCodec.decodeEntry(value))));
    TopicReader.readOn(
        packets,
        record -> take(record, value -> log.add(MoneyCodec.decode(value), record.timestamp())));
  }

  PacketReplay log() {
    return log;
  }

  List<LedgerEntry> entries() {
    return Collections.unmodifiableList(entries);
  }

  List<PayoutInstruction> instructions() {
    return Collections.unmodifiableList(instructions);
  }

  /**
   * Records that are none; the packets job has written dead letters of those in {@code packets}.
   */
  long unreadable() {
    return unreadable;
  }

  /** Appends instructions again and returns when all are acknowledged. */
  void reissue(List<PayoutInstruction> again) {
    try (KafkaProducer<byte[], byte[]> producer = Producers.open(bootstrapServers, Map.of())) {
      for (PayoutInstruction instruction : again) {
        Producers.append(
            producer,
            new ProducerRecord<>(
                Topics.PAYOUTS,
                instruction.key().getBytes(StandardCharsets.UTF_8),
                LedgerCodec.encode(instruction)));
      }
    }
  }

  /** Reads one value. */
  private interface Reader {
    void read(byte[] value);
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Reader reader) {
    try {
      if (record.value() == null) {
        throw new MalformedRecordException("no value");
      }
      reader.read(record.value());
    } catch (MalformedRecordException e) {
      unreadable++;
    }
  }

  @Override
  public void close() {
    packets.close();
    ledger.close();
    payouts.close();
  }
}
