package io.hongbao.rehearsal.bench;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketIds;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.WonRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Appends to {@code packets} what the draw, an edge and the payout adapter would, of packets that
 * are counted from 0. Their batches have numbers that no seed of the show has. For one thread.
 */
final class PacketAppender implements AutoCloseable {

  /** As many as the planner puts into a batch of seeds. */
  static final int PACKETS_A_BATCH = 500;

  private static final int FIRST_BATCH = 1_000_000;
  private static final String ENTERPRISE = "e1";
  private static final String EDGE = "edge-1";

  /** Amounts are those of {@link BenchCampaign}, from 0.50 to 9.00 yuan. */
  private static final int MIN_FEN = 50;

  private static final int MAX_FEN = 900;

  private final BulkProducer producer;
  private final ClaimTerms terms;
  private final int users;
  private final long claimUntilMillis;

  /**
   * @param terms of all packets
   * @param users who win them, in turn
   */
  PacketAppender(String kafka, ClaimTerms terms, int users) {
    this.producer = new BulkProducer(kafka);
    this.terms = terms;
    this.users = users;
    this.claimUntilMillis = System.currentTimeMillis() + terms.claimWithinMillis();
  }

  static String packetId(int packet) {
    return batchId(packet) + '.' + packet % PACKETS_A_BATCH;
  }

  static long amountFen(int packet) {
    return MIN_FEN + (long) packet % (MAX_FEN - MIN_FEN + 1);
  }

  private static String batchId(int packet) {
    return PacketIds.batchId(
        BenchCampaign.SHOW, bucket(packet), FIRST_BATCH + packet / PACKETS_A_BATCH);
  }

  private static int bucket(int packet) {
    return packet / PACKETS_A_BATCH % BenchCampaign.BUCKETS;
  }

  private String user(int packet) {
    return "bench-" + (packet % users + 1);
  }

  /** Begins the batch that a packet is the first of. */
  void fund(int packet) {
    long amountFen = 0;
    for (int i = 0; i < PACKETS_A_BATCH; i++) {
      amountFen += amountFen(packet + i);
    }
    send(new Funded(batchId(packet), ENTERPRISE, PACKETS_A_BATCH, amountFen));
  }

  void win(int packet) {
    WonRecord won =
        new WonRecord(
                packetId(packet),
                BenchCampaign.SHOW,
                bucket(packet),
                user(packet),
                new ShakeId(BenchCampaign.WAVE, 0),
                ENTERPRISE,
                amountFen(packet),
                RiskLevel.NONE,
                0,
                packet,
                System.currentTimeMillis(),
                false)
            .with(new WonRecord.Claiming(claimUntilMillis, terms, List.of(amountFen(packet))));
    send(won.packetId(), won.encode());
  }

  void claim(int packet) {
    send(
        new Claim(
            packetId(packet),
            user(packet),
            RiskLevel.NONE,
            new Origin(EDGE, "", "127.0.0.1", System.currentTimeMillis())));
  }

  /** Of a packet that was claimed and never held. */
  void pay(int packet) {
    send(new Paid(packetId(packet), 0, 1, ""));
  }

  /**
   * Returns when the log has all of them.
   *
   * @throws io.hongbao.domain.OperationFailedException if it lacks one
   */
  void flush() {
    producer.flush();
  }

  private void send(MoneyRecord record) {
    send(record.key(), MoneyCodec.encode(record));
  }

  /** Like the draw and the edges it names no partition: the key does. */
  private void send(String key, byte[] value) {
    producer.send(
        new ProducerRecord<>(Topics.PACKETS, key.getBytes(StandardCharsets.UTF_8), value));
  }

  @Override
  public void close() {
    producer.close();
  }
}
