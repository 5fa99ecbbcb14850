package io.hongbao.payment.payout.kafka;

import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.kafka.Producers;
import io.hongbao.payment.payout.InstructionHandler;
import io.hongbao.payment.payout.InstructionHandler.Verdict;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.LedgerCodec;
import io.hongbao.wire.records.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both kinds of groups do with a record: read it, have it paid, write a dead letter, or append
 * it again. Thread-safe.
 */
final class RecordHandler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecordHandler.class);

  private static final int MAX_BLOCK_MILLIS = 5_000;
  private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;
  private static final int RETRY_MILLIS = 500;
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final PayoutTopics topics;
  private final InstructionHandler handler;
  private final KafkaProducer<byte[], byte[]> producer;
  private volatile boolean closed;

  RecordHandler(PayoutTopics topics, InstructionHandler handler) {
    this.topics = topics;
    this.handler = handler;
    this.producer =
        Producers.open(
            topics.bootstrapServers(),
            Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS / 3));
  }

  /** Has the record's instruction paid; NEVER comes when its dead letter is durable. */
  CompletableFuture<Verdict> handle(ConsumerRecord<byte[], byte[]> record) {
    PayoutInstruction instruction;
    try {
      instruction = decode(record.value());
    } catch (MalformedRecordException e) {
      return bury(record, "it is no payout instruction: " + e.getMessage());
    }
    return handler
        .handle(instruction)
        .thenCompose(
            verdict ->
                verdict == Verdict.NEVER
                    ? bury(record, "the payment system can never pay it")
                    : CompletableFuture.completedFuture(verdict));
  }

  /**
   * Appends the record's copy to the end of its topic, as often as it takes.
   *
   * @return DONE when it is durable, AGAIN if this is closed before
   */
  CompletableFuture<Verdict> appendAgain(ConsumerRecord<byte[], byte[]> record) {
    return send(new ProducerRecord<>(record.topic(), record.key(), record.value()))
        .handle((nothing, failure) -> failure)
        .thenCompose(
            failure -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(Verdict.DONE);
              }
              LOG.warn(
                  "the record at {}-{} offset {} is not appended again: {}",
                  record.topic(),
                  record.partition(),
                  record.offset(),
                  failure.toString());
              return closed
                  ? CompletableFuture.completedFuture(Verdict.AGAIN)
                  : CompletableFuture.supplyAsync(
                          () -> record,
                          CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS))
                      .thenCompose(this::appendAgain);
            });
  }

  private static PayoutInstruction decode(byte[] value) {
    if (value == null) {
      throw new MalformedRecordException("it has no value");
    }
    return LedgerCodec.decodeInstruction(value);
  }

  private CompletableFuture<Verdict> bury(ConsumerRecord<byte[], byte[]> record, String why) {
    LOG.warn(
        "a dead letter: {}-{} offset {}: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        why);
    byte[] letter =
        new DeadLetter(
                why,
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value())
            .encode();
    byte[] key = record.topic().getBytes(StandardCharsets.UTF_8);
    return send(new ProducerRecord<>(topics.deadLetters(), key, letter))
        .handle((nothing, failure) -> failure == null ? Verdict.NEVER : Verdict.AGAIN);
  }

  private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  sent.complete(null);
                } else {
                  sent.completeExceptionally(failure);
                }
              });
    } catch (RuntimeException e) {
      sent.completeExceptionally(e);
    }
    return sent;
  }

  @Override
  public void close() {
    closed = true;
    producer.close(CLOSE);
  }
}
