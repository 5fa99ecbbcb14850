package io.hongbao.domain.money;

import io.hongbao.domain.money.LedgerEntry.Kind;
import io.hongbao.domain.money.PacketDecision.Effect;
import io.hongbao.domain.money.PacketRecord.Approve;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Due;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.PacketRecord.Hold;
import io.hongbao.domain.money.PacketRecord.Paid;
import io.hongbao.domain.money.PacketRecord.PayFailed;
import io.hongbao.domain.money.PacketRecord.Refuse;
import io.hongbao.domain.money.PacketRecord.Share;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState.WaitingClaim;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.risk.RiskLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides the life of a packet, one record after the other in the order of the log. Pure: the same
 * state, record and log time give the same decision, and a record that comes again gives none.
 *
 * <p>The questions that decide are methods of their own so that the simulation can plant a fault in
 * one and show that it is caught. Thread-safe: it keeps nothing.
 */
public class PacketEngine {

  /**
   * Decides how the next record changes a packet, and which records follow from it.
   *
   * @param state of the packet before the record; {@link PacketState#UNKNOWN} if there was none
   * @param record the next one of this packet in the log
   * @param appendedAtMillis when the log took the record, epoch milliseconds
   */
  public final PacketDecision decide(
      PacketState state, PacketRecord record, long appendedAtMillis) {
    if (record instanceof Won won) {
      return win(state, won, appendedAtMillis);
    }
    if (state.won().isEmpty()) {
      return record instanceof Claim claim
          ? await(state, claim)
          : PacketDecision.refused(
              state, nameOf(record) + " of packet " + record.packetId() + ", which was not won");
    }
    if (!maySettle(state.won().get())) {
      return PacketDecision.refused(
          state, nameOf(record) + " of packet " + record.packetId() + " of a shadow show");
    }
    Change change = new Change(state, appendedAtMillis);
    Effect effect = change.apply(record);
    return effect == Effect.CHANGED || effect == Effect.REFUSED
        ? change.decision(effect)
        : PacketDecision.unchanged(state, effect);
  }

  /** The claims that count at the win, of those that waited for it. */
  List<WaitingClaim> settling(List<WaitingClaim> waiting) {
    return waiting;
  }

  /** Whether claims of the packet can lead to money. */
  boolean maySettle(Won won) {
    return !won.isShadow();
  }

  /** Whether a record comes before the time from which it counts. */
  boolean isEarly(long appendedAtMillis, long countsFromMillis) {
    return appendedAtMillis < countsFromMillis;
  }

  /** Whether a share can be taken, whatever stands against its packet. */
  boolean mayBeTaken(ShareState share) {
    return share.phase().isUntaken();
  }

  /** Whether a share that is taken has to wait for a person. */
  boolean isHeld(ShareState share, RiskLevel riskLevel) {
    return share.phase() == Phase.MARKED || riskLevel.holdsMoney();
  }

  boolean areSharesOpen(PacketState state) {
    return state.areSharesOpen();
  }

  boolean hasShare(PacketState state, String user) {
    return state.hasShare(user);
  }

  /** The grace of a claim, in milliseconds. */
  long graceMillis(Won won) {
    return won.terms().payoutGraceMillis();
  }

  /** The step that an approval begins. */
  int stepAfter(int heldStep) {
    return heldStep + 1;
  }

  /** Whether an answer of the payment system is about the instruction that is out. */
  boolean isAwaited(ShareState share, int step) {
    return share.phase() == Phase.INSTRUCTED && share.step() == step;
  }

  /** Whether an untaken share goes back when the winner's claim is refused. */
  boolean goesBackWithWinner(ShareState share) {
    return share.phase().isUntaken();
  }

  private PacketDecision win(PacketState state, Won won, long appendedAtMillis) {
    if (state.won().isPresent()) {
      return state.won().get().equals(won)
          ? PacketDecision.unchanged(state, Effect.NOTHING_TO_DO)
          : PacketDecision.refused(
              state, "packet " + won.packetId() + " was won before, otherwise than it says here");
    }
    List<ShareState> open = new ArrayList<>(won.shares());
    for (int i = 0; i < won.shares(); i++) {
      open.add(ShareState.OPEN);
    }
    PacketState known = new PacketState(Optional.of(won), 0, open, List.of());
    Change change = new Change(known, appendedAtMillis);
    for (WaitingClaim waiting : settling(state.waiting())) {
      if (maySettle(won)) {
        change.claim(waiting.user(), waiting.riskLevel());
      } else {
        change.refuse(
            "Claim of packet " + won.packetId() + " of a shadow show, logged ahead of it");
      }
    }
    return change.decision(Effect.CHANGED);
  }

  private static PacketDecision await(PacketState state, Claim claim) {
    for (WaitingClaim waiting : state.waiting()) {
      if (waiting.user().equals(claim.user())) {
        return PacketDecision.unchanged(state, Effect.NOTHING_TO_DO);
      }
    }
    if (state.waiting().size() == PacketState.MAX_WAITING) {
      return PacketDecision.refused(
          state,
          "Claim of packet "
              + claim.packetId()
              + ": claims of "
              + PacketState.MAX_WAITING
              + " other users wait for its win already");
    }
    List<WaitingClaim> waiting = new ArrayList<>(state.waiting());
    waiting.add(new WaitingClaim(claim.user(), claim.riskLevel()));
    PacketState after = new PacketState(state.won(), 0, state.shares(), waiting);
    return new PacketDecision(after, Effect.WAITS, List.of(), List.of(), List.of());
  }

  private static String nameOf(PacketRecord record) {
    return record.getClass().getSimpleName();
  }

  /** A packet that was won, while one record is applied to it. */
  private final class Change {

    private final PacketState before;
    private final Won won;
    private final long atMillis;
    private final List<ShareState> shares;
    private long sharesUntilMillis;
    private List<LedgerEntry> entries = List.of();
    private List<PayoutInstruction> instructions = List.of();
    private List<String> refusals = List.of();

    Change(PacketState before, long atMillis) {
      this.before = before;
      this.won = before.won().orElseThrow();
      this.atMillis = atMillis;
      this.shares = new ArrayList<>(before.shares());
      this.sharesUntilMillis = before.sharesUntilMillis();
    }

    PacketDecision decision(Effect effect) {
      PacketState after =
          new PacketState(before.won(), sharesUntilMillis, shares, before.waiting());
      return new PacketDecision(after, effect, entries, instructions, refusals);
    }

    Effect apply(PacketRecord record) {
      if (record instanceof Claim claim) {
        return claim(claim.user(), claim.riskLevel());
      }
      if (record instanceof Share share) {
        return share(share);
      }
      if (record instanceof Paid paid) {
        return isShare(paid.share()) ? paid(paid) : noShare(record, paid.share());
      }
      if (record instanceof Expire) {
        return expire();
      }
      if (record instanceof Due due) {
        return isShare(due.share()) ? due(due) : noShare(record, due.share());
      }
      if (record instanceof PayFailed failed) {
        return isShare(failed.share()) ? payFailed(failed) : noShare(record, failed.share());
      }
      if (record instanceof Hold hold) {
        return isShare(hold.share()) ? hold(hold) : noShare(record, hold.share());
      }
      if (record instanceof Approve approve) {
        return isShare(approve.share()) ? approve(approve) : noShare(record, approve.share());
      }
      Refuse refuse = (Refuse) record;
      return isShare(refuse.share()) ? giveBack(refuse) : noShare(record, refuse.share());
    }

    Effect claim(String user, RiskLevel riskLevel) {
      if (!user.equals(won.user())) {
        return refuse("Claim of packet " + won.packetId() + " by another user than its winner");
      }
      if (!mayBeTaken(shares.get(0))) {
        return Effect.NOTHING_TO_DO;
      }
      return take(0, riskLevel);
    }

    private Effect share(Share record) {
      if (!isShare(record.share())) {
        return noShare(record, record.share());
      }
      ShareState share = shares.get(record.share());
      if (record.user().equals(share.friend())) {
        return Effect.NOTHING_TO_DO;
      }
      if (hasShare(before, record.user())) {
        return Effect.HAS_SHARE;
      }
      if (!mayBeTaken(share)) {
        return Effect.SHARE_GONE;
      }
      if (!areSharesOpen(before)) {
        return Effect.SHARES_CLOSED;
      }
      shares.set(record.share(), share.takenBy(record.user()));
      return take(record.share(), record.riskLevel());
    }

    private Effect take(int index, RiskLevel riskLevel) {
      ShareState share = shares.get(index);
      if (isHeld(share, riskLevel)) {
        shares.set(index, share.in(Phase.HELD));
        return Effect.CHANGED;
      }
      begin(index, share.step() + 1, graceMillis(won));
      return Effect.CHANGED;
    }

    /** The share is owed from here on: at once, or after a grace. */
    private void begin(int index, int step, long graceMillis) {
      shares.set(index, shares.get(index).atStep(step));
      enter(Kind.CLAIM, index);
      if (index == 0 && shares.size() > 1) {
        sharesUntilMillis = atMillis + won.terms().claimWithinMillis();
      }
      if (graceMillis > 0) {
        shares.set(index, shares.get(index).inGraceUntil(atMillis + graceMillis));
      } else {
        instruct(index);
      }
    }

    private void instruct(int index) {
      ShareState share = shares.get(index).in(Phase.INSTRUCTED);
      shares.set(index, share);
      instructions =
          with(
              instructions,
              new PayoutInstruction(
                  new ShareStep(won.packetId(), index, share.step()),
                  won.holder(index, share),
                  won.enterpriseId(),
                  won.sharesFen().get(index)));
    }

    private Effect due(Due record) {
      ShareState share = shares.get(record.share());
      if (share.phase().isUntaken()) {
        return refuse(about(record, record.share()) + ": nobody has claimed it");
      }
      if (share.phase() != Phase.CLAIMED) {
        return Effect.NOTHING_TO_DO;
      }
      if (isEarly(atMillis, share.dueAtMillis())) {
        return Effect.TOO_EARLY;
      }
      instruct(record.share());
      return Effect.CHANGED;
    }

    private Effect hold(Hold record) {
      ShareState share = shares.get(record.share());
      switch (share.phase()) {
        case OPEN -> shares.set(record.share(), share.in(Phase.MARKED));
        case CLAIMED -> holdClaimed(record.share());
        case MARKED, HELD, EXPIRED, RETURNED -> {
          return Effect.NOTHING_TO_DO;
        }
        case INSTRUCTED, PAID -> {
          return refuse(about(record, record.share()) + ": its payout is out already");
        }
      }
      return Effect.CHANGED;
    }

    private void holdClaimed(int index) {
      shares.set(index, shares.get(index).in(Phase.HELD));
      enter(Kind.HOLD, index);
    }

    private Effect approve(Approve record) {
      ShareState share = shares.get(record.share());
      if (share.step() > record.step()) {
        return Effect.NOTHING_TO_DO;
      }
      if (share.phase() != Phase.HELD || share.step() != record.step()) {
        return otherwise(record, record.share(), Phase.HELD, record.step());
      }
      begin(record.share(), stepAfter(share.step()), 0);
      return Effect.CHANGED;
    }

    private Effect giveBack(Refuse record) {
      ShareState share = shares.get(record.share());
      if (share.phase() == Phase.RETURNED && share.step() == record.step()) {
        return Effect.NOTHING_TO_DO;
      }
      if (share.phase() != Phase.HELD || share.step() != record.step()) {
        return otherwise(record, record.share(), Phase.HELD, record.step());
      }
      giveBack(record.share(), Phase.RETURNED, Kind.REFUSE);
      for (int i = 1; record.share() == 0 && i < shares.size(); i++) {
        if (goesBackWithWinner(shares.get(i))) {
          giveBack(i, Phase.RETURNED, Kind.REFUSE);
        }
      }
      return Effect.CHANGED;
    }

    private Effect expire() {
      boolean isUnclaimed = shares.get(0).phase().isUntaken();
      if (!isUnclaimed && !before.areSharesOpen()) {
        return Effect.NOTHING_TO_DO;
      }
      Effect effect = Effect.NOTHING_TO_DO;
      long untilMillis = isUnclaimed ? won.claimUntilMillis() : sharesUntilMillis;
      for (int i = 0; i < shares.size(); i++) {
        if (shares.get(i).phase().isUntaken()) {
          if (isEarly(atMillis, untilMillis)) {
            return Effect.TOO_EARLY;
          }
          giveBack(i, Phase.EXPIRED, Kind.EXPIRE);
          effect = Effect.CHANGED;
        }
      }
      return effect;
    }

    private void giveBack(int index, Phase phase, Kind kind) {
      shares.set(index, shares.get(index).in(phase));
      enter(kind, index);
    }

    private Effect paid(Paid record) {
      ShareState share = shares.get(record.share());
      if (isAwaited(share, record.step())) {
        shares.set(record.share(), share.in(Phase.PAID));
        enter(Kind.PAY, record.share());
        return Effect.CHANGED;
      }
      if (share.phase() == Phase.PAID && share.step() == record.step()) {
        return Effect.NOTHING_TO_DO;
      }
      return otherwise(record, record.share(), Phase.INSTRUCTED, record.step());
    }

    private Effect payFailed(PayFailed record) {
      ShareState share = shares.get(record.share());
      if (isAwaited(share, record.step())) {
        holdClaimed(record.share());
        return Effect.CHANGED;
      }
      boolean wasHeldForIt =
          share.step() == record.step()
              && (share.phase() == Phase.HELD || share.phase() == Phase.RETURNED);
      if (wasHeldForIt || share.step() > record.step()) {
        return Effect.NOTHING_TO_DO;
      }
      return otherwise(record, record.share(), Phase.INSTRUCTED, record.step());
    }

    private void enter(Kind kind, int index) {
      entries =
          with(
              entries,
              LedgerEntry.of(
                  kind,
                  new ShareStep(won.packetId(), index, shares.get(index).step()),
                  won.enterpriseId(),
                  won.sharesFen().get(index)));
    }

    private boolean isShare(int index) {
      return index < shares.size();
    }

    private Effect noShare(PacketRecord record, int index) {
      return refuse(about(record, index) + ": the packet has " + shares.size());
    }

    private Effect otherwise(PacketRecord record, int index, Phase expected, int step) {
      ShareState share = shares.get(index);
      return refuse(
          about(record, index)
              + ": it is "
              + share.phase()
              + " at step "
              + share.step()
              + ", expected "
              + expected
              + " at step "
              + step);
    }

    Effect refuse(String why) {
      refusals = with(refusals, why);
      return Effect.REFUSED;
    }

    private String about(PacketRecord record, int index) {
      return nameOf(record) + " of packet " + won.packetId() + ", share " + index;
    }

    /** Most records bring at most one, for which the JDK has a list without an array. */
    private <T> List<T> with(List<T> list, T next) {
      if (list.isEmpty()) {
        return List.of(next);
      }
      List<T> longer = list.size() == 1 ? new ArrayList<>(list) : list;
      longer.add(next);
      return longer;
    }
  }
}
