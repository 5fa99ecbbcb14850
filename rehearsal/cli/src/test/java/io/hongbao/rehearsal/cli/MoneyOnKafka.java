package io.hongbao.rehearsal.cli;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.kafka.Producers;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.payment.payout.Payout;
import io.hongbao.payment.payout.PayoutEnvironment;
import io.hongbao.payment.wallet.Wallet;
import io.hongbao.payment.wallet.WalletSettings;
import io.hongbao.proof.money.PacketReplay;
import io.hongbao.rehearsal.parts.Broker;
import io.hongbao.rehearsal.parts.LoneBroker;
import io.hongbao.rehearsal.parts.PostgresServer;
import io.hongbao.rehearsal.parts.PostgresSettings;
import io.hongbao.wire.records.LedgerCodec;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.WonRecord;
import io.hongbao.wire.records.WonRecord.Claiming;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kafka, PostgreSQL, a wallet and a payout adapter, all real, and the commands of finance. What the
 * packets job does is done by {@link #decide}.
 */
final class MoneyOnKafka implements AutoCloseable {

  private static final long DAY_MILLIS = 86_400_000;

  private final Broker broker;
  private final PostgresServer postgres;
  private final Wallet wallet;
  private final Payout payout;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> packets;
  private final PacketReplay log = new PacketReplay();
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  private MoneyOnKafka(Broker broker, PostgresServer postgres, Wallet wallet, Payout payout) {
    this.broker = broker;
    this.postgres = postgres;
    this.wallet = wallet;
    this.payout = payout;
    this.producer = Producers.open(broker.address(), Map.of());
    this.packets = TopicReader.open(broker.address(), Topics.PACKETS);
  }

  static MoneyOnKafka start(Path folder) throws Exception {
    Broker broker = LoneBroker.start(folder, 2);
    PostgresSettings database =
        new PostgresSettings(
            "postgres-1",
            FreePorts.next(),
            folder.resolve("postgres"),
            folder.resolve("postgres-1.pid"),
            folder.resolve("postgres-1.log"));
    PostgresServer postgres = PostgresServer.start(database);
    Wallet wallet = Wallet.start(WalletSettings.local(database.url(), 0, 0));
    Payout payout =
        Payout.start(
            PayoutEnvironment.local(broker.address(), "http://127.0.0.1:" + wallet.port(), 0));
    return new MoneyOnKafka(broker, postgres, wallet, payout);
  }

  String walletUrl() {
    return "http://127.0.0.1:" + wallet.port();
  }

  Wallet wallet() {
    return wallet;
  }

  /** A packet that a user has won. */
  void win(String packetId, String user, long amountFen) {
    send(
        Topics.PACKETS,
        packetId,
        new WonRecord(
                packetId,
                "gala",
                0,
                user,
                new ShakeId("first", 1),
                "cola",
                amountFen,
                RiskLevel.NONE,
                0,
                0,
                0,
                false)
            .with(
                new Claiming(
                    System.currentTimeMillis() + DAY_MILLIS,
                    new ClaimTerms(DAY_MILLIS, 0),
                    List.of(amountFen)))
            .encode());
  }

  void claim(String packetId, String user, RiskLevel riskLevel) {
    append(new Claim(packetId, user, riskLevel, new Origin("edge-1", "", "", 0)));
  }

  void append(MoneyRecord record) {
    send(Topics.PACKETS, record.key(), MoneyCodec.encode(record));
  }

  /** Writes what the records that were appended since decide. */
  void decide() {
    decide(instruction -> true);
  }

  /** The same, but that some instructions get lost. */
  void decide(Predicate<PayoutInstruction> arrives) {
    Set<String> entries = Set.copyOf(log.entries().keySet());
    Set<String> instructions = Set.copyOf(log.instructions().keySet());
    TopicReader.readOn(
        packets, record -> log.add(MoneyCodec.decode(record.value()), record.timestamp()));
    for (LedgerEntry entry : log.entries().values()) {
      if (!entries.contains(entry.id())) {
        send(Topics.LEDGER, entry.id(), LedgerCodec.encode(entry));
      }
    }
    log.instructions().values().stream()
        .map(PacketReplay.Instructed::instruction)
        .filter(it -> !instructions.contains(it.key()) && arrives.test(it))
        .forEach(it -> send(Topics.PAYOUTS, it.key(), LedgerCodec.encode(it)));
  }

  private void send(String topic, String key, byte[] value) {
    Producers.append(
        producer, new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }

  /** The exit status of a command; what it printed before is forgotten. */
  int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--kafka", broker.address()));
    if (arguments[0].equals("reconcile") && !all.contains("--wallet")) {
      all.addAll(List.of("--wallet", walletUrl()));
    }
    return Hongbao.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  @Override
  public void close() {
    packets.close();
    producer.close();
    payout.close();
    wallet.close();
    postgres.close();
    broker.close();
  }
}
