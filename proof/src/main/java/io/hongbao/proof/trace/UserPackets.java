package io.hongbao.proof.trace;

import io.hongbao.domain.campaign.Yuan;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketDecision;
import io.hongbao.domain.money.PacketDecision.Effect;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Approve;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Hold;
import io.hongbao.domain.money.PacketRecord.Note;
import io.hongbao.domain.money.PacketRecord.Origin;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.PayFailed;
import io.hongbao.domain.money.PacketRecord.Refuse;
import io.hongbao.domain.money.PacketRecord.Share;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareState;
import io.hongbao.domain.money.ShareStep;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.proof.money.PacketReplay;
import io.hongbao.rules.model.Entity;
import io.hongbao.wire.records.LedgerCodec;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The packets that a user has to do with: those that the user won, claimed, or took a share of. A
 * packet's records are decided once more, and what the ledger and the payouts hold of it is
 * gathered. Of packets that somebody else won, the shares of others are left out.
 *
 * <p>To be fed {@code packets} twice, first to {@link #find} and then to {@link #decide}, since a
 * friend's share comes late in a packet's life and a claim may come ahead of its win; then {@code
 * ledger} and {@code payouts}. Not thread-safe.
 */
final class UserPackets {

  /** Limits of shows allow a few; whoever tries others' packets is cut short. */
  static final int MAX_PACKETS = 1_000;

  static final int MAX_ROWS = 5_000;
  private static final int MAX_ENTITIES = 100;

  private final String user;
  private final Optional<String> show;
  private final RecordDecoder decoder;
  private final Set<String> ids = new LinkedHashSet<>();
  private final Set<Integer> partitions = new TreeSet<>();
  private final Set<Entity> entities = new HashSet<>();
  private final PacketReplay log = new PacketReplay();
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final List<PayoutInstruction> payouts = new ArrayList<>();
  private final List<TracedRecord> rows = new ArrayList<>();
  private long moreRecords;

  /**
   * None yet.
   *
   * @param show packets of this one alone, if given
   */
  UserPackets(String user, Optional<String> show, RecordDecoder decoder) {
    this.user = user;
    this.show = show;
    this.decoder = decoder;
  }

  /** Looks whether a record of {@code packets} names the user. */
  void find(TopicRecord record) {
    Optional<PacketRecord> read = read(record);
    if (read.isEmpty() || !names(read.get())) {
      return;
    }
    String packetId = read.get().packetId();
    if (show.isPresent() && !packetId.startsWith(show.get() + '.')) {
      return;
    }
    if (ids.size() < MAX_PACKETS || ids.contains(packetId)) {
      ids.add(packetId);
      partitions.add(record.at().partition());
    } else {
      moreRecords++;
    }
  }

  /** The partitions of {@code packets} in which the packets were found. */
  Set<Integer> partitions() {
    return Collections.unmodifiableSet(partitions);
  }

  /** Decides a record of {@code packets}, if it is of a packet that was found. */
  void decide(TopicRecord record) {
    Optional<PacketRecord> read = read(record).filter(it -> ids.contains(it.packetId()));
    if (read.isEmpty()) {
      return;
    }
    PacketState before = log.packet(read.get().packetId());
    PacketDecision decision = log.add(read.get(), record.appendedAtMillis()).orElseThrow();
    RecordView view = decoder.decode(record);
    if (concerns(read.get(), share(view))) {
      keep(
          view.with("effect", decision.effect().name()),
          read.get().packetId(),
          says(read.get(), before, decision));
    }
  }

  /** A record of {@code ledger}. */
  void entry(TopicRecord record) {
    if (record.value() == null) {
      return;
    }
    try {
      LedgerEntry entry = LedgerCodec.decodeEntry(record.value());
      if (!isOfFound(entry.id())) {
        return;
      }
      keepEntry(entry);
      if (mayBeShown(entry.id())) {
        keep(
            decoder.decode(record),
            entry.id(),
            String.format(
                Locale.ROOT,
                "%s yuan of %s from %s to %s",
                Yuan.format(entry.amountFen()),
                entry.enterpriseId(),
                entry.kind().from(),
                entry.kind().to()));
      }
    } catch (MalformedRecordException e) {
      // Of nobody; the audit names it.
      return;
    }
  }

  /** A record of {@code payouts}. */
  void payout(TopicRecord record) {
    if (record.value() == null) {
      return;
    }
    try {
      PayoutInstruction payout = LedgerCodec.decodeInstruction(record.value());
      if (!ids.contains(payout.step().packetId())) {
        return;
      }
      if (payouts.size() < MAX_ROWS) {
        payouts.add(payout);
      }
      if (mayBeShown(payout.key())) {
        keep(
            decoder.decode(record),
            payout.key(),
            String.format(
                Locale.ROOT,
                "%s yuan from %s to %s",
                Yuan.format(payout.amountFen()),
                payout.enterpriseId(),
                payout.user()));
      }
    } catch (MalformedRecordException e) {
      // Of nobody; the audit names it.
      return;
    }
  }

  List<TracedRecord> records() {
    return Collections.unmodifiableList(rows);
  }

  /** How many records there are besides. */
  long moreRecords() {
    return moreRecords;
  }

  /** The packets by id, in the order in which they were found. */
  Set<String> ids() {
    return Collections.unmodifiableSet(ids);
  }

  /** What the log decides of these packets. */
  PacketReplay log() {
    return log;
  }

  /** What the ledger holds of these packets, repeats included. */
  List<LedgerEntry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** What {@code payouts} holds of these packets, repeats included. */
  List<PayoutInstruction> payouts() {
    return Collections.unmodifiableList(payouts);
  }

  /** The devices and addresses that the user's claims came from. */
  Set<Entity> entities() {
    return Collections.unmodifiableSet(entities);
  }

  private static Optional<PacketRecord> read(TopicRecord record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      MoneyRecord read = MoneyCodec.decode(record.value());
      return read instanceof PacketRecord ofPacket ? Optional.of(ofPacket) : Optional.empty();
    } catch (MalformedRecordException e) {
      // Of nobody; the audit names it.
      return Optional.empty();
    }
  }

  private boolean names(PacketRecord record) {
    if (record instanceof Claim claim && claim.user().equals(user)) {
      add(claim.origin());
      return true;
    }
    if (record instanceof Share share && share.user().equals(user)) {
      add(share.origin());
      return true;
    }
    return record instanceof Won won && won.user().equals(user);
  }

  private void add(Origin origin) {
    add(EntityKind.DEVICE, origin.device());
    add(EntityKind.ADDRESS, origin.address());
  }

  private void add(EntityKind kind, String name) {
    if (!name.isBlank() && entities.size() < MAX_ENTITIES) {
      entities.add(new Entity(kind, name));
    }
  }

  private void keepEntry(LedgerEntry entry) {
    if (entries.size() < MAX_ROWS) {
      entries.add(entry);
    }
  }

  private void keep(RecordView view, String of, String says) {
    if (rows.size() == MAX_ROWS) {
      moreRecords++;
    } else {
      rows.add(new TracedRecord(view, of, says));
    }
  }

  private boolean isOfFound(String entryId) {
    int end = entryId.indexOf('/');
    return end > 0 && ids.contains(entryId.substring(0, end));
  }

  /** An entry or a payout of a share that the user may see. */
  private boolean mayBeShown(String idOfStep) {
    String[] parts = idOfStep.split("/", 4);
    try {
      ShareStep step =
          new ShareStep(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
      return isOwn(step.packetId(), step.share());
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return true;
    }
  }

  private boolean concerns(PacketRecord record, Optional<Integer> share) {
    return names(record) || share.isEmpty() || isOwn(record.packetId(), share.get());
  }

  /** Whether the user won the packet, or the share is the winner's or the user's. */
  private boolean isOwn(String packetId, int share) {
    PacketState packet = log.packet(packetId);
    return packet.won().isEmpty()
        || share == 0
        || packet.won().get().user().equals(user)
        || (share < packet.shares().size() && packet.holder(share).equals(user));
  }

  private static Optional<Integer> share(RecordView view) {
    return view.fields().get("share") instanceof Integer share
        ? Optional.of(share)
        : Optional.empty();
  }

  private static String says(PacketRecord record, PacketState before, PacketDecision decision) {
    return what(record) + ": " + effect(before, decision);
  }

  private static String what(PacketRecord record) {
    if (record instanceof Won won) {
      return won(won);
    }
    if (record instanceof Claim claim) {
      return taken(claim.user(), claim.riskLevel(), claim.origin());
    }
    if (record instanceof Share share) {
      return ofShare(share.share()) + taken(share.user(), share.riskLevel(), share.origin());
    }
    if (record instanceof Hold hold) {
      return ofShare(hold.share()) + note(hold.note());
    }
    if (record instanceof Approve approve) {
      return ofStep(approve.share(), approve.step()) + note(approve.note());
    }
    if (record instanceof Refuse refuse) {
      return ofStep(refuse.share(), refuse.step()) + note(refuse.note());
    }
    if (record instanceof Paid paid) {
      return ofStep(paid.share(), paid.step())
          + "transfer "
          + new ShareStep(paid.packetId(), paid.share(), paid.step())
          + (paid.reference().isEmpty() ? "" : ", reference " + paid.reference());
    }
    if (record instanceof PayFailed failed) {
      return ofStep(failed.share(), failed.step()) + note(failed.note());
    }
    return record instanceof PacketRecord.Due due ? "share " + due.share() : "by the clock";
  }

  private static String won(Won won) {
    StringBuilder text = new StringBuilder();
    text.append(Yuan.format(won.amountFen())).append(" yuan of ").append(won.enterpriseId());
    text.append(" by ").append(won.user());
    if (won.shares() > 1) {
      text.append(", in shares of ")
          .append(String.join(", ", won.sharesFen().stream().map(Yuan::format).toList()));
    }
    return text.append(
            won.isShadow()
                ? ", of a shadow show: it is never paid"
                : ", to be claimed until " + Instant.ofEpochMilli(won.claimUntilMillis()))
        .toString();
  }

  private static String ofShare(int share) {
    return "share " + share + ", ";
  }

  private static String ofStep(int share, int step) {
    return "share " + share + ", step " + step + ", ";
  }

  private static String taken(String user, RiskLevel riskLevel, Origin origin) {
    return "by "
        + user
        + " at "
        + origin.edge()
        + (origin.device().isEmpty() ? "" : ", device " + origin.device())
        + (origin.address().isEmpty() ? "" : ", address " + origin.address())
        + ", risk level "
        + riskLevel;
  }

  private static String note(Note note) {
    return "by " + note.by() + (note.why().isEmpty() ? "" : ", " + note.why());
  }

  /** The shares that the record changed, or why it changed none. */
  private static String effect(PacketState before, PacketDecision decision) {
    List<String> changes = new ArrayList<>();
    List<ShareState> after = decision.after().shares();
    for (int i = 0; i < after.size(); i++) {
      ShareState share = after.get(i);
      if (i >= before.shares().size() || !share.equals(before.shares().get(i))) {
        changes.add("share " + i + " " + share.phase());
      }
    }
    if (decision.effect() != Effect.CHANGED) {
      changes.add(decision.effect().name());
    }
    changes.addAll(decision.refusals());
    return changes.isEmpty() ? "no change" : String.join("; ", changes);
  }
}
