package io.hongbao.rehearsal.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.ChildJvm;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.payment.fixtures.Payouts;
import io.hongbao.payment.payout.Backoff;
import io.hongbao.payment.payout.PayoutAdapter;
import io.hongbao.payment.payout.PayoutResult;
import io.hongbao.payment.payout.PayoutSettings;
import io.hongbao.payment.payout.kafka.ConsumerGroupSource;
import io.hongbao.payment.payout.kafka.PayoutTopics;
import io.hongbao.rehearsal.parts.Broker;
import io.hongbao.rehearsal.parts.LoneBroker;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.LedgerCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instructions taken from a real broker, held to what the payout adapter promises. */
class PayoutSourcesTest {

  private static final int PARTITIONS = 2;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir private static Path directory;
  private static Broker broker;
  private static KafkaProducer<byte[], byte[]> producer;

  private final Payouts.Log log = new Payouts.Log();
  private PayoutTopics topics;

  @BeforeAll
  static void start() {
    broker = Broker.start(LoneBroker.settings(directory));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    broker.close();
  }

  @BeforeEach
  void createTopics() throws Exception {
    int number = NUMBER.incrementAndGet();
    topics =
        new PayoutTopics(
            broker.address(), "payouts-" + number, "payouts-" + number, "dead-" + number);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(topics.instructions(), Optional.of(PARTITIONS), Optional.empty()),
                  new NewTopic(topics.deadLetters(), Optional.of(1), Optional.empty())))
          .all()
          .get(Patience.SECONDS, TimeUnit.SECONDS);
    }
  }

  @Test
  void shouldPayWhatWasAppendedBeforeItStarted() throws Exception {
    // Given
    append(1, 100);
    MemoryPayments payments = MemoryPayments.answering((it, number) -> MemoryPayments.PAID);

    // When
    paying(
        payments,
        3,
        () -> {
          await().until(() -> log.results.size() == 100);
        });

    // Then
    assertThat(payments.allTries()).isEqualTo(100);
  }

  @Test
  void shouldPayEachWhenTriesFail() throws Exception {
    // Given
    append(1, 200);
    MemoryPayments payments =
        MemoryPayments.answering(
            (it, number) ->
                number <= it.amountFen() % 5 ? MemoryPayments.UNKNOWN : MemoryPayments.PAID);

    // When
    paying(
        payments,
        2,
        () -> {
          await().until(() -> log.results.size() == 200);
        });

    // Then
    assertThat(log.results.values()).containsOnly(MemoryPayments.PAID);
  }

  @Test
  void shouldGoOnWhileOneIsSlow() throws Exception {
    // Given
    CompletableFuture<PayoutResult> slow = new CompletableFuture<>();
    MemoryPayments payments =
        new MemoryPayments(
            (it, number) ->
                it.amountFen() == 1
                    ? slow
                    : CompletableFuture.completedFuture(MemoryPayments.PAID));
    append(1, 500);

    // When
    paying(
        payments,
        3,
        () -> {
          await().until(() -> log.results.size() == 499);
          slow.complete(MemoryPayments.PAID);
          await().until(() -> log.results.size() == 500);
        });

    // Then
    assertThat(payments.triesOf(Payouts.instruction(1))).isEqualTo(1);
  }

  @Test
  void shouldWriteDeadLettersOfWhatCanNeverBePaid() throws Exception {
    // Given
    producer
        .send(new ProducerRecord<>(topics.instructions(), 0, null, new byte[] {'x'}))
        .get(Patience.SECONDS, TimeUnit.SECONDS);
    append(1, 2);
    MemoryPayments payments =
        MemoryPayments.answering(
            (it, number) ->
                it.amountFen() == 1 ? new PayoutResult.Unpayable("why not") : MemoryPayments.PAID);

    // When
    List<DeadLetter> letters = new ArrayList<>();
    paying(
        payments,
        3,
        () -> {
          await().until(() -> log.results.size() == 1);
          letters.addAll(deadLetters(2));
        });

    // Then
    assertThat(letters)
        .extracting(DeadLetter::topic)
        .containsExactly(topics.instructions(), topics.instructions());
    assertThat(letters)
        .extracting(DeadLetter::value)
        .containsExactlyInAnyOrder(new byte[] {'x'}, encoded(1));
  }

  @Test
  void shouldTakeOverWhatAKilledAdapterHeld() throws Exception {
    // Given
    append(1, 50);
    Path said = directory.resolve("said-" + topics.group());
    Process child =
        ChildJvm.start(
            said,
            AdapterThatIsKilled.class,
            topics.bootstrapServers(),
            topics.group(),
            topics.instructions(),
            topics.deadLetters());
    try {
      await().until(() -> Files.readString(said).contains("holds"));
    } finally {
      child.destroyForcibly().waitFor(Patience.SECONDS, TimeUnit.SECONDS);
    }
    MemoryPayments payments = MemoryPayments.answering((it, number) -> MemoryPayments.PAID);

    // When
    paying(
        payments,
        3,
        () -> {

          // Then
          await().until(() -> log.results.size() == 50);
        });
  }

  /** Holds what it takes, and never pays. */
  static final class AdapterThatIsKilled {
    public static void main(String[] arguments) throws InterruptedException {
      PayoutTopics topics =
          new PayoutTopics(arguments[0], arguments[1], arguments[2], arguments[3]);
      ConsumerGroupSource.start(
          topics,
          64,
          instruction -> {
            System.out.println("holds");
            return new CompletableFuture<>();
          });
      Thread.currentThread().join();
    }
  }

  @Test
  void shouldNotLoseWhatFailsMoreOftenThanARecordIsDelivered() throws Exception {
    // Given
    append(1, 1);
    MemoryPayments payments =
        MemoryPayments.answering(
            (it, number) -> number <= 12 ? MemoryPayments.UNKNOWN : MemoryPayments.PAID);

    // When
    paying(
        payments,
        1,
        () -> {
          await().until(() -> log.results.size() == 1);
        });

    // Then
    assertThat(payments.allTries()).isGreaterThanOrEqualTo(13);
    assertThat(recordCount(topics.instructions())).isGreaterThan(1);
  }

  private interface Step {
    void run() throws Exception;
  }

  /** Runs a step while an adapter takes instructions. */
  private void paying(MemoryPayments payments, int maxTries, Step step) throws Exception {
    try (PayoutAdapter adapter =
        new PayoutAdapter(
            new PayoutSettings(64, 1_000_000, maxTries, new Backoff(1, 5), 1), payments, log)) {
      Runnable end = ConsumerGroupSource.start(topics, 64, adapter)::close;
      try {
        step.run();
      } finally {
        end.run();
      }
    }
  }

  private static byte[] encoded(int n) {
    return LedgerCodec.encode(Payouts.instruction(n));
  }

  private void append(int first, int last) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      sent.add(
          producer.send(
              new ProducerRecord<>(topics.instructions(), i % PARTITIONS, null, encoded(i))));
    }
    for (Future<RecordMetadata> each : sent) {
      each.get(Patience.SECONDS, TimeUnit.SECONDS);
    }
  }

  private List<DeadLetter> deadLetters(int count) {
    List<DeadLetter> letters = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", broker.address()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = List.of(new TopicPartition(topics.deadLetters(), 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      await()
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(100))
                    .forEach(it -> letters.add(DeadLetter.decode(it.value())));
                return letters.size() >= count;
              });
    }
    return letters;
  }

  private static long recordCount(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      long count = 0;
      for (int i = 0; i < PARTITIONS; i++) {
        TopicPartition partition = new TopicPartition(topic, i);
        count +=
            admin
                .listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get(Patience.SECONDS, TimeUnit.SECONDS)
                .offset();
      }
      return count;
    }
  }
}
