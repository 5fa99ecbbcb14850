package io.hongbao.jobs.packets;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.money.BatchRecord;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Approve;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.PayFailed;
import io.hongbao.domain.money.PacketRecord.Share;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.jobs.OutgoingRecord;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.LedgerCodec;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.WonRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The topic {@code packets} of a small show, in one partition, and what is read of the outputs. */
final class MoneyLog {

  static final String BATCH = "gala.0.2";
  static final String PACKET = BATCH + ".0";
  static final long AT = 1_800_000_000_000L;
  static final ClaimTerms HOUR = new ClaimTerms(3_600_000, 0);

  private final List<MoneyLogRecord> records = new ArrayList<>();

  List<MoneyLogRecord> records() {
    return List.copyOf(records);
  }

  /** Appends a value at an instant. */
  MoneyLogRecord append(long atMillis, byte[] value) {
    MoneyLogRecord record = MoneyLogRecord.read(null, value, 0, records.size(), atMillis);
    records.add(record);
    return record;
  }

  MoneyLogRecord append(long atMillis, MoneyRecord record) {
    return append(atMillis, MoneyCodec.encode(record));
  }

  MoneyLogRecord append(long atMillis, WonRecord won) {
    return append(atMillis, won.encode());
  }

  /** A packet won by u1 at {@link #AT}, of 188 fen, in as many shares as are given. */
  static WonRecord won(String packetId, ClaimTerms terms, long... sharesFen) {
    List<Long> shares = new ArrayList<>();
    for (long fen : sharesFen) {
      shares.add(fen);
    }
    return new WonRecord(
            packetId,
            "gala",
            0,
            "u1",
            new ShakeId("first", 1),
            "cola",
            shares.stream().mapToLong(Long::longValue).sum(),
            RiskLevel.NONE,
            0,
            17,
            AT,
            false)
        .with(new WonRecord.Claiming(AT + terms.claimWithinMillis(), terms, shares));
  }

  static Claim claim(String packetId) {
    return new Claim(packetId, "u1", RiskLevel.NONE, new Origin("edge-1", "", "", AT));
  }

  static Share share(String packetId, int share, String user) {
    return new Share(packetId, share, user, RiskLevel.NONE, new Origin("edge-1", "", "", AT));
  }

  /**
   * Packets of two batches that are won, claimed, shared, paid, refused and expired, with repeats,
   * claims ahead of their wins, and a record that is none.
   */
  static MoneyLog lively(int packets, long seed) {
    Random random = new Random(seed);
    MoneyLog log = new MoneyLog();
    log.append(AT, new BatchRecord.Funded(BATCH, "cola", packets, 300L * packets));
    Note note = new Note("ann", "");
    for (int i = 0; i < packets; i++) {
      String id = BATCH + '.' + i;
      boolean isSplit = random.nextBoolean();
      byte[] won = (isSplit ? won(id, HOUR, 100, 60, 28) : won(id, HOUR, 188)).encode();
      byte[] claim =
          MoneyCodec.encode(
              new Claim(
                  id,
                  "u1",
                  random.nextInt(4) == 0 ? RiskLevel.HOLD : RiskLevel.NONE,
                  new Origin("edge-1", "", "", AT)));
      boolean isAhead = random.nextInt(5) == 0;
      log.append(AT + 1, isAhead ? claim : won);
      log.append(AT + 2, isAhead ? won : claim);
      log.append(AT + 3, share(id, 1, "u" + (2 + random.nextInt(3))));
      log.append(AT + 4, new Approve(id, 0, 0, note));
      log.append(
          AT + 5,
          random.nextInt(4) == 0 ? new PayFailed(id, 0, 1, note) : new Paid(id, 0, 1, "T-" + i));
      log.append(AT + 3_700_000, new Expire(id));
      if (random.nextInt(3) == 0) {
        int last = log.records.size();
        for (int back = 1 + random.nextInt(6); back > 0; back--) {
          log.append(AT + 3_800_000, log.records.get(last - back).value());
        }
      }
    }
    log.append(AT + 4_000_000, new byte[] {1, 99});
    log.append(AT + 4_000_000, new BatchRecord.Unissued(BATCH, 1, 300));
    return log;
  }

  static List<LedgerEntry> entries(List<OutgoingRecord> out) {
    return out.stream()
        .filter(record -> record.topic().equals(Topics.LEDGER))
        .map(record -> LedgerCodec.decodeEntry(record.value()))
        .toList();
  }

  static List<String> entryIds(List<OutgoingRecord> out) {
    return entries(out).stream().map(LedgerEntry::id).toList();
  }

  static List<PayoutInstruction> instructions(List<OutgoingRecord> out) {
    return out.stream()
        .filter(record -> record.topic().equals(Topics.PAYOUTS))
        .map(record -> LedgerCodec.decodeInstruction(record.value()))
        .toList();
  }

  /** Returns the records that the clock appended. */
  static List<PacketRecord> clockRecords(List<OutgoingRecord> out) {
    return out.stream()
        .filter(record -> record.topic().equals(Topics.PACKETS))
        .map(record -> (PacketRecord) MoneyCodec.decode(record.value()))
        .toList();
  }
}
