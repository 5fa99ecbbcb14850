package io.hongbao.proof.money;

import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareState;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.money.ShareStep;
import io.hongbao.proof.money.Reconciliation.Sources;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * How many packets, shares, entries and payments there are, and how many of what was written are
 * repeats. Packets of shadow shows are not counted.
 *
 * @param issued packets that were loaded to be won
 * @param won of these
 * @param repeats records of packets that changed nothing
 * @param shares of the packets that were won, by where they stand
 * @param entries in the ledger, each once
 * @param repeatedEntries of these, written again
 * @param instructions in the payouts, each once
 * @param repeatedInstructions of these, written again
 * @param transfers that the payment system has paid
 * @param refusals keys that it has refused for ever
 * @param paidTwice shares of which it has paid more than one key
 */
public record MoneyCounts(
    long issued,
    long won,
    long repeats,
    Map<Phase, Long> shares,
    long entries,
    long repeatedEntries,
    long instructions,
    long repeatedInstructions,
    long transfers,
    long refusals,
    long paidTwice) {

  public MoneyCounts {
    shares = Map.copyOf(shares);
  }

  /** Counts. */
  public static MoneyCounts of(Sources sources) {
    long entries = sources.ledger().stream().map(LedgerEntry::id).distinct().count();
    long instructions = sources.payouts().stream().map(PayoutInstruction::key).distinct().count();
    long transfers = sources.transfers().values().stream().filter(WalletTransfer::isPaid).count();
    return new MoneyCounts(
        sources.log().batches().values().stream()
            .flatMap(batch -> batch.funded().stream())
            .mapToLong(Funded::packets)
            .sum(),
        sources.log().packets().values().stream().filter(MoneyCounts::isWon).count(),
        sources.log().repeats(),
        shares(sources.log().packets()),
        entries,
        sources.ledger().size() - entries,
        instructions,
        sources.payouts().size() - instructions,
        transfers,
        sources.transfers().size() - transfers,
        paidTwice(sources.transfers()));
  }

  /** Shares that stand in one of some phases. */
  public long shares(Phase... phases) {
    return Arrays.stream(phases).mapToLong(phase -> shares.getOrDefault(phase, 0L)).sum();
  }

  /** Shares that somebody has claimed, whatever came of it. */
  public long claimed() {
    return shares(Phase.CLAIMED, Phase.INSTRUCTED, Phase.HELD, Phase.PAID, Phase.RETURNED);
  }

  private static boolean isWon(PacketState packet) {
    return packet.won().filter(won -> !won.isShadow()).isPresent();
  }

  private static Map<Phase, Long> shares(Map<String, PacketState> packets) {
    Map<Phase, Long> shares = new EnumMap<>(Phase.class);
    packets.values().stream()
        .filter(MoneyCounts::isWon)
        .flatMap(packet -> packet.shares().stream())
        .map(ShareState::phase)
        .forEach(phase -> shares.merge(phase, 1L, Long::sum));
    return shares;
  }

  private static long paidTwice(Map<String, WalletTransfer> transfers) {
    Map<String, Integer> paid = new HashMap<>();
    for (WalletTransfer transfer : transfers.values()) {
      if (transfer.isPaid()) {
        paid.merge(share(transfer.key()), 1, Integer::sum);
      }
    }
    return paid.values().stream().filter(times -> times > 1).count();
  }

  /** Packet and share of a key; a key of another form stands for itself. */
  private static String share(String key) {
    try {
      ShareStep step = ShareStep.parse(key);
      return step.packetId() + '/' + step.share();
    } catch (IllegalArgumentException e) {
      return key;
    }
  }
}
