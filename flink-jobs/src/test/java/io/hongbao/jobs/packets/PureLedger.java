package io.hongbao.jobs.packets;

import io.hongbao.domain.money.BatchRecord;
import io.hongbao.domain.money.BatchState;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketDecision;
import io.hongbao.domain.money.PacketEngine;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketState;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same log through the domain alone: what any run of the job must agree with. */
final class PureLedger {

  private PureLedger() {}

  /** The entries, in the order in which they were decided. */
  static List<LedgerEntry> of(List<MoneyLogRecord> log) {
    PacketEngine engine = new PacketEngine();
    Map<String, PacketState> packets = new HashMap<>();
    Map<String, BatchState> batches = new HashMap<>();
    List<LedgerEntry> entries = new ArrayList<>();
    for (MoneyLogRecord logged : log) {
      MoneyRecord record;
      try {
        record = MoneyCodec.decode(logged.value());
      } catch (MalformedRecordException e) {
        continue;
      }
      if (record instanceof PacketRecord ofPacket) {
        PacketState before = packets.getOrDefault(ofPacket.packetId(), PacketState.UNKNOWN);
        PacketDecision decision = engine.decide(before, ofPacket, logged.appendedAtMillis());
        packets.put(ofPacket.packetId(), decision.after());
        entries.addAll(decision.entries());
      } else {
        BatchRecord ofBatch = (BatchRecord) record;
        BatchState before = batches.getOrDefault(ofBatch.batchId(), BatchState.UNKNOWN);
        BatchState.Decision decision = before.decide(ofBatch);
        batches.put(ofBatch.batchId(), decision.after());
        entries.addAll(decision.entries());
      }
    }
    return entries;
  }
}
