package io.hongbao.proof.money;

import io.hongbao.domain.money.BatchRecord;
import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.BatchState;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketDecision;
import io.hongbao.domain.money.PacketDecision.Effect;
import io.hongbao.domain.money.PacketEngine;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.PayoutInstruction;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides the records of the topic {@code packets} once more, as the packets job does, without it.
 * It keeps everything: some 2 KB of heap for each packet that was claimed. Not thread-safe.
 */
public final class PacketReplay {

  private final PacketEngine engine = new PacketEngine();
  private final Map<String, PacketState> packets = new HashMap<>();
  private final Map<String, BatchState> batches = new HashMap<>();
  private final Map<String, LedgerEntry> entries = new HashMap<>();
  private final Map<String, Instructed> instructions = new HashMap<>();
  private long repeats;

  /**
   * An instruction that a record made due.
   *
   * @param appendedAtMillis when the log took that record
   */
  public record Instructed(PayoutInstruction instruction, long appendedAtMillis) {}

  /**
   * Decides the next record of its packet or batch.
   *
   * @param appendedAtMillis when the log took it, epoch milliseconds
   * @return what was decided of a packet; empty for the record of a batch
   */
  public Optional<PacketDecision> add(MoneyRecord record, long appendedAtMillis) {
    if (record instanceof BatchRecord ofBatch) {
      BatchState.Decision decision = batch(ofBatch.batchId()).decide(ofBatch);
      batches.put(ofBatch.batchId(), decision.after());
      enter(decision.entries());
      return Optional.empty();
    }
    PacketRecord ofPacket = (PacketRecord) record;
    PacketDecision decision =
        engine.decide(packet(ofPacket.packetId()), ofPacket, appendedAtMillis);
    packets.put(ofPacket.packetId(), decision.after());
    if (decision.effect() == Effect.NOTHING_TO_DO) {
      repeats++;
    }
    enter(decision.entries());
    for (PayoutInstruction instruction : decision.instructions()) {
      instructions.put(instruction.key(), new Instructed(instruction, appendedAtMillis));
    }
    return Optional.of(decision);
  }

  /** What is known of a packet; {@link PacketState#UNKNOWN} of one that was never named. */
  public PacketState packet(String packetId) {
    return packets.getOrDefault(packetId, PacketState.UNKNOWN);
  }

  /** What is known of a batch; {@link BatchState#UNKNOWN} of one that was never named. */
  public BatchState batch(String batchId) {
    return batches.getOrDefault(batchId, BatchState.UNKNOWN);
  }

  /** Records of packets that said what was so already, or came too late to say anything else. */
  public long repeats() {
    return repeats;
  }

  /** All packets by id. */
  public Map<String, PacketState> packets() {
    return Collections.unmodifiableMap(packets);
  }

  /** All batches by id. */
  public Map<String, BatchState> batches() {
    return Collections.unmodifiableMap(batches);
  }

  /** The entries that the ledger should hold, by id. */
  public Map<String, LedgerEntry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /** The entries of a batch as a whole, which are about none of its packets, in order. */
  public List<LedgerEntry> entriesOf(String batchId) {
    return entries.values().stream()
        .filter(it -> it.kind().isOfBatch() && it.batchId().equals(batchId))
        .sorted(Comparator.comparing(LedgerEntry::kind))
        .toList();
  }

  /** The instructions that the topic {@code payouts} should hold, by key. */
  public Map<String, Instructed> instructions() {
    return Collections.unmodifiableMap(instructions);
  }

  /** What the enterprises have paid in, in fen, by enterprise. */
  Map<String, Long> fundedFen() {
    Map<String, Long> fundedFen = new HashMap<>();
    for (BatchState batch : batches.values()) {
      if (batch.funded().isPresent()) {
        Funded funded = batch.funded().get();
        fundedFen.merge(funded.enterpriseId(), funded.amountFen(), Math::addExact);
      }
    }
    return fundedFen;
  }

  private void enter(List<LedgerEntry> decided) {
    for (LedgerEntry entry : decided) {
      entries.put(entry.id(), entry);
    }
  }
}
