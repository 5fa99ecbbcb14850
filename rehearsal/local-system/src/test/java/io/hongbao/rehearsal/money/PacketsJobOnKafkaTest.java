package io.hongbao.rehearsal.money;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.cache.CacheSettings;
import io.hongbao.cache.PacketStanding;
import io.hongbao.cache.PacketsRebuild;
import io.hongbao.cache.RedisAnswerReader;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.BatchRecord.Unissued;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.Ledger;
import io.hongbao.domain.money.LedgerEntry.Kind;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.jobs.packets.PacketsJob;
import io.hongbao.jobs.packets.PacketsJobSettings;
import io.hongbao.kafka.Producers;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.audit.Audit;
import io.hongbao.proof.audit.AuditSettings;
import io.hongbao.proof.audit.PromiseResult;
import io.hongbao.rehearsal.parts.Broker;
import io.hongbao.rehearsal.parts.FlinkCluster;
import io.hongbao.rehearsal.parts.FlinkSettings;
import io.hongbao.rehearsal.parts.JobGraphs;
import io.hongbao.rehearsal.parts.LoneBroker;
import io.hongbao.rehearsal.parts.RedisServer;
import io.hongbao.rehearsal.parts.RedisSettings;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.LedgerCodec;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.WonRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packets job between a real broker and a real Redis. */
class PacketsJobOnKafkaTest {

  private static final int PARTITIONS = 2;
  private static final int CLAIMED = 40;
  private static final int UNCLAIMED = 10;
  private static final int LEFT = 3;
  private static final String BATCH = "gala.0.2";

  /** Long enough for a claim of a test to stand ahead of the Expire. */
  private static final ClaimTerms LONG = new ClaimTerms(3_600_000, 0);

  private static final ClaimTerms SHORT = new ClaimTerms(ClaimTerms.SHORTEST_CLAIM_MILLIS, 0);

  @TempDir private Path directory;
  private Broker broker;
  private RedisServer redis;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void start() throws Exception {
    broker = LoneBroker.start(directory, PARTITIONS);
    redis =
        RedisServer.start(
            new RedisSettings(
                "redis-1",
                FreePorts.next(),
                directory.resolve("redis"),
                directory.resolve("pids/redis-1.pid"),
                directory.resolve("logs/redis-1.log"),
                64));
    try (PacketsRebuild empty = PacketsRebuild.start(cache(), System.currentTimeMillis())) {
      empty.complete();
    }
    producer = Producers.open(broker.address(), Map.of());
  }

  @AfterEach
  void stop() {
    producer.close();
    redis.close();
    broker.close();
  }

  @Test
  void shouldKeepTheLedgerOverARestartAndMakeTheSameOfTheWholeLogAgain() throws Exception {
    // Given
    int won = CLAIMED + UNCLAIMED;
    append(new Funded(BATCH, "cola", won + LEFT, 100L * (won + LEFT)));
    for (int i = 0; i < CLAIMED; i++) {
      append(won(i, LONG));
      append(new Claim(id(i), "u1", RiskLevel.NONE, new Origin("edge-1", "", "", 1)));
    }

    // When
    try (FlinkCluster flink = FlinkCluster.start(flink("first"))) {
      flink.submit(job("first"));
      awaitEntries(1 + CLAIMED);
      assertThat(read(Topics.PAYOUTS)).hasSize(CLAIMED);
      for (int i = CLAIMED; i < won; i++) {
        append(won(i, SHORT));
      }
      awaitEntries(1 + CLAIMED + UNCLAIMED);
    }
    for (byte[] payout : read(Topics.PAYOUTS).values()) {
      PayoutInstruction instruction = LedgerCodec.decodeInstruction(payout);
      append(new Paid(instruction.step().packetId(), 0, 1, "T-1"));
    }
    append(new Unissued(BATCH, LEFT, 100L * LEFT));
    try (FlinkCluster flink = FlinkCluster.start(flink("first"))) {
      flink.submit(job("first"));

      // Then
      awaitEntries(2 + 2 * CLAIMED + UNCLAIMED);
    }
    Map<String, byte[]> entries = read(Topics.LEDGER);
    Ledger ledger = new Ledger();
    entries.values().forEach(entry -> ledger.add(LedgerCodec.decodeEntry(entry)));
    assertThat(ledger.problems()).isEmpty();
    assertThat(ledger.totalFen("cola", Kind.PAY)).isEqualTo(100L * CLAIMED);
    assertThat(ledger.totalFen("cola", Kind.EXPIRE)).isEqualTo(100L * UNCLAIMED);
    assertThat(ledger.balance(BATCH).orElseThrow())
        .isEqualTo(new Ledger.Balance(BATCH, "cola", true, -100L * CLAIMED, 0, 0, 100L * CLAIMED));
    assertThat(phases(List.of(id(0), id(CLAIMED)))).containsExactly(Phase.PAID, Phase.EXPIRED);

    // When the whole log is decided again by a job that knows nothing
    long before = count(Topics.LEDGER);
    try (FlinkCluster flink = FlinkCluster.start(flink("second"))) {
      flink.submit(job("second"));
      await().until(() -> count(Topics.LEDGER) >= before + entries.size());

      // Then
      assertThat(asText(read(Topics.LEDGER))).isEqualTo(asText(entries));
      PromiseResult five = promiseFive();
      assertThat(five.isKept()).as(five.examples().toString()).isTrue();
      assertThat(five.checked()).isEqualTo(won);
    }
  }

  /** The shakes that won are in no log here, so that no other promise is kept. */
  private PromiseResult promiseFive() throws InterruptedException {
    AuditSettings settings =
        AuditSettings.of(
            broker.address(),
            SigningKey.generate().verifyingKey(),
            SealingKey.generate(),
            Optional.empty());
    return Audit.run(settings, line -> {}).promises().stream()
        .filter(promise -> promise.id() == 5)
        .findFirst()
        .orElseThrow();
  }

  private FlinkSettings flink(String name) {
    return new FlinkSettings(
        directory.resolve(name), FreePorts.next(), 1, 1, 32, Duration.ofMillis(200));
  }

  private JobGraph job(String name) {
    return JobGraphs.resuming(
        flink(name),
        PacketsJob.NAME,
        environment ->
            PacketsJob.define(
                environment,
                new PacketsJobSettings(broker.address(), redis.address(), PARTITIONS, 1)));
  }

  private CacheSettings cache() {
    return CacheSettings.of("redis://" + redis.address());
  }

  private List<Phase> phases(List<String> packetIds) throws Exception {
    try (RedisAnswerReader reader = new RedisAnswerReader(cache())) {
      List<Optional<PacketStanding>> standings =
          reader
              .standings(packetIds)
              .toCompletableFuture()
              .get(Patience.SECONDS, TimeUnit.SECONDS)
              .orElseThrow();
      return standings.stream()
          .map(standing -> standing.orElseThrow().state().winnersShare().phase())
          .toList();
    }
  }

  private static String id(int index) {
    return BATCH + '.' + index;
  }

  private static WonRecord won(int index, ClaimTerms terms) {
    long atMillis = System.currentTimeMillis();
    return new WonRecord(
            id(index),
            "gala",
            0,
            "u1",
            new ShakeId("first", 1),
            "cola",
            100,
            RiskLevel.NONE,
            0,
            index,
            atMillis,
            false)
        .with(new WonRecord.Claiming(atMillis + terms.claimWithinMillis(), terms, List.of(100L)));
  }

  private void append(WonRecord won) {
    append(won.packetId(), won.encode());
  }

  private void append(MoneyRecord record) {
    append(record.key(), MoneyCodec.encode(record));
  }

  private void append(String key, byte[] value) {
    Producers.append(producer, new ProducerRecord<>(Topics.PACKETS, key.getBytes(UTF_8), value));
  }

  private void awaitEntries(int number) {
    await().until(() -> read(Topics.LEDGER).size() == number);
  }

  /** The records of a topic by their keys; a repeat must say the same. */
  private Map<String, byte[]> read(String topic) {
    Map<String, byte[]> records = new HashMap<>();
    TopicReader.readToEnd(
        broker.address(),
        topic,
        record -> {
          byte[] known = records.put(new String(record.key(), UTF_8), record.value());
          assertThat(known == null || Arrays.equals(known, record.value())).isTrue();
        });
    return records;
  }

  private long count(String topic) {
    long[] count = {0};
    TopicReader.readToEnd(broker.address(), topic, record -> count[0]++);
    return count[0];
  }

  private static Map<String, String> asText(Map<String, byte[]> records) {
    Map<String, String> text = new HashMap<>();
    records.forEach((key, value) -> text.put(key, Arrays.toString(value)));
    return text;
  }
}
