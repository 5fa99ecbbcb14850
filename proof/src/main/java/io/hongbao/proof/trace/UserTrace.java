package io.hongbao.proof.trace;

import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.PacketTotals;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareState;
import io.hongbao.proof.money.MoneyDifference;
import io.hongbao.proof.money.PacketReplay.Instructed;
import io.hongbao.proof.money.Reconciliation;
import io.hongbao.proof.money.Reconciliation.Sources;
import io.hongbao.proof.money.WalletTransfer;
import io.hongbao.wire.records.BucketKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A user's evening: what the topics hold of it, and what it comes to. Immutable. */
public final class UserTrace {

  private final String user;
  private final List<UserShakes> shows;
  private final UserPackets packets;
  private final List<TracedRecord> records;
  private final long moreRecords;
  private final List<TracedShare> shares;

  /**
   * A share of a packet, as the log decides it.
   *
   * @param holder who has it; empty while nobody does
   * @param isWon whether the user won the packet; else the share is the user's
   */
  public record TracedShare(
      String packetId, int number, String holder, ShareState state, long amountFen, boolean isWon) {

    public TracedShare {
      Objects.requireNonNull(packetId, "packetId");
      Objects.requireNonNull(holder, "holder");
      Objects.requireNonNull(state, "state");
    }
  }

  /**
   * A show in which the user shook.
   *
   * @param shakes of different turns
   */
  public record VisitedShow(BucketKey key, int shakes) {}

  /**
   * What the payment system says of the user.
   *
   * @param balanceFen empty if it has no such account
   * @param transfers of the user's payouts, by key; those that it does not know are missing
   */
  public record Account(OptionalLong balanceFen, Map<String, WalletTransfer> transfers) {

    public Account {
      Objects.requireNonNull(balanceFen, "balanceFen");
      transfers = Map.copyOf(transfers);
    }
  }

  UserTrace(String user, List<UserShakes> shows, UserPackets packets, UserVerdicts verdicts) {
    this.user = user;
    this.shows = List.copyOf(shows);
    this.packets = packets;
    List<TracedRecord> all = new ArrayList<>(packets.records());
    shows.forEach(show -> all.addAll(show.records()));
    all.addAll(verdicts.records());
    all.sort(TracedRecord.ORDER);
    this.records = List.copyOf(all);
    this.moreRecords =
        packets.moreRecords()
            + verdicts.moreRecords()
            + shows.stream().mapToLong(UserShakes::moreRecords).sum();
    this.shares = packets.ids().stream().flatMap(this::sharesOf).toList();
  }

  public String user() {
    return user;
  }

  /** Those in which the user shook. */
  public List<VisitedShow> shows() {
    return shows.stream()
        .filter(show -> !show.records().isEmpty())
        .map(show -> new VisitedShow(show.key(), show.shakes()))
        .toList();
  }

  /** By time; of those that only repeat what stands before, some are left out. */
  public List<TracedRecord> records() {
    return records;
  }

  /** How many records there are besides, which did not fit in. */
  public long moreRecords() {
    return moreRecords;
  }

  /** The shares of packets that the user won, and the shares that the user took of others. */
  public List<TracedShare> shares() {
    return shares;
  }

  /**
   * What shares are worth by where they stand: those that the user has, and those of packets that
   * the user won that nobody has taken.
   */
  public PacketTotals own() {
    return shares.stream()
        .filter(share -> !isHandedOn(share))
        .map(UserTrace::worth)
        .reduce(PacketTotals.NONE, PacketTotals::plus);
  }

  /** What friends have taken of packets that the user won, in fen. */
  public long handedOnFen() {
    return shares.stream()
        .filter(this::isHandedOn)
        .map(UserTrace::worth)
        .mapToLong(PacketTotals::issuedFen)
        .sum();
  }

  /** What the log wants to have paid to the user, by key. */
  public List<PayoutInstruction> payouts() {
    return packets.log().instructions().values().stream()
        .map(Instructed::instruction)
        .filter(it -> it.user().equals(user))
        .sorted(Comparator.comparing(PayoutInstruction::key))
        .toList();
  }

  /**
   * Where log, ledger and payouts say different things of the user's packets.
   *
   * @see #differences(Account)
   */
  public List<MoneyDifference> differences() {
    return compare(Map.of()).stream().filter(it -> !it.kind().isOfPayment()).toList();
  }

  /**
   * Where log, ledger, payouts and payment system say different things of the user's packets. What
   * is on its way between two of them is a difference too.
   */
  public List<MoneyDifference> differences(Account account) {
    List<String> asked = payouts().stream().map(PayoutInstruction::key).toList();
    return compare(account.transfers()).stream()
        .filter(it -> !it.kind().isOfPayment() || asked.contains(it.id()))
        .toList();
  }

  private List<MoneyDifference> compare(Map<String, WalletTransfer> transfers) {
    return Reconciliation.of(
            new Sources(packets.log(), packets.entries(), packets.payouts(), transfers, Map.of()))
        .differences();
  }

  private Stream<TracedShare> sharesOf(String packetId) {
    PacketState packet = packets.log().packet(packetId);
    if (packet.won().isEmpty()) {
      return Stream.empty();
    }
    Won won = packet.won().get();
    boolean isWon = won.user().equals(user);
    List<TracedShare> its = new ArrayList<>();
    for (int i = 0; i < packet.shares().size(); i++) {
      if (isWon || packet.holder(i).equals(user)) {
        its.add(
            new TracedShare(
                packetId,
                i,
                packet.holder(i),
                packet.shares().get(i),
                won.isShadow() ? 0 : won.sharesFen().get(i),
                isWon));
      }
    }
    return its.stream();
  }

  private boolean isHandedOn(TracedShare share) {
    return !share.holder().isEmpty() && !share.holder().equals(user);
  }

  private static PacketTotals worth(TracedShare share) {
    return PacketTotals.of(share.state(), share.amountFen());
  }
}
