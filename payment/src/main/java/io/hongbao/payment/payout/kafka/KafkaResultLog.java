package io.hongbao.payment.payout.kafka;

import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.PayFailed;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareStep;
import io.hongbao.kafka.Producers;
import io.hongbao.kafka.Topics;
import io.hongbao.payment.payout.PayoutResult;
import io.hongbao.payment.payout.ResultLog;
import io.hongbao.wire.records.MoneyCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Results as Paid and PayFailed of the topic {@code packets}. They are keyed by the packet, so that
 * they stand behind its Won and claim in one partition. Thread-safe.
 */
public final class KafkaResultLog implements ResultLog, AutoCloseable {

  /** Results come together: nobody waits for one. */
  private static final int LINGER_MILLIS = 20;

  private static final int MAX_BLOCK_MILLIS = 5_000;
  private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;
  private static final int MAX_REASON_LENGTH = 200;

  /** What is not acknowledged by then is asked for again by whoever reads the instruction next. */
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final String adapterId;
  private final KafkaProducer<byte[], byte[]> producer;

  private KafkaResultLog(String adapterId, KafkaProducer<byte[], byte[]> producer) {
    this.adapterId = adapterId;
    this.producer = producer;
  }

  /**
   * Opens a log; it connects when it is used.
   *
   * @param adapterId who says of a refusal that the payment system has refused, 1 to 128 characters
   */
  public static KafkaResultLog open(String bootstrapServers, String adapterId) {
    return new KafkaResultLog(
        adapterId,
        Producers.open(
            bootstrapServers,
            Map.of(
                ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS / 3)));
  }

  @Override
  public CompletableFuture<Void> paid(PayoutInstruction instruction, PayoutResult.Paid result) {
    return append(paidRecord(instruction, result));
  }

  @Override
  public CompletableFuture<Void> refused(
      PayoutInstruction instruction, PayoutResult.Refused result) {
    return append(payFailedRecord(adapterId, instruction, result));
  }

  static Paid paidRecord(PayoutInstruction instruction, PayoutResult.Paid result) {
    ShareStep step = instruction.step();
    return new Paid(
        step.packetId(),
        step.share(),
        step.step(),
        Instant.ofEpochMilli(result.paidAtMillis()).toString());
  }

  static PayFailed payFailedRecord(
      String adapterId, PayoutInstruction instruction, PayoutResult.Refused result) {
    ShareStep step = instruction.step();
    String reason = result.reason();
    return new PayFailed(
        step.packetId(),
        step.share(),
        step.step(),
        new Note(adapterId, reason.substring(0, Math.min(reason.length(), MAX_REASON_LENGTH))));
  }

  private CompletableFuture<Void> append(PacketRecord record) {
    CompletableFuture<Void> appended = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.PACKETS,
                  record.key().getBytes(StandardCharsets.UTF_8),
                  MoneyCodec.encode(record)),
              (metadata, failure) -> {
                if (failure == null) {
                  appended.complete(null);
                } else {
                  appended.completeExceptionally(failure);
                }
              });
    } catch (RuntimeException e) {
      appended.completeExceptionally(e);
    }
    return appended;
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
