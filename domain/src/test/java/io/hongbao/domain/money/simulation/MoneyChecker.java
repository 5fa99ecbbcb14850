package io.hongbao.domain.money.simulation;

import io.hongbao.domain.draw.simulation.Coverage;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.LedgerEntry.Account;
import io.hongbao.domain.money.LedgerEntry.Kind;
import io.hongbao.domain.money.PacketDecision;
import io.hongbao.domain.money.PacketRecord;
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
import io.hongbao.domain.money.PayoutInstruction;
import io.hongbao.domain.money.ShareStep;
import io.hongbao.domain.risk.RiskLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows every share of every packet through the accounts, by the entries and instructions that
 * were said and by what stands in the log. It has no state machine: a share has a place, and each
 * move of it needs a reason.
 */
final class MoneyChecker {

  /** Where a share's money is, and what the log says of it. */
  private static final class Part {
    Account place = Account.ESCROW;
    boolean isBack;
    String taker = "";
    boolean isMarked;
    boolean isSuspect;
    int step;
    long owedAtMillis;
    boolean isApproved;
    PayoutInstruction out;

    boolean isUntaken() {
      return taker.isEmpty() && !isBack;
    }

    boolean isHeld() {
      return !taker.isEmpty() && !isBack && place == Account.ESCROW;
    }
  }

  /** A packet, from its win on. */
  private static final class Facts {
    Won won;
    final Map<String, RiskLevel> waiting = new HashMap<>();
    final List<Part> parts = new ArrayList<>();
    long sharesUntilMillis;
  }

  private final Map<String, Facts> packets = new HashMap<>();
  private final Set<String> entryIds = new HashSet<>();
  private final Set<String> keys = new HashSet<>();
  private final Coverage coverage;

  MoneyChecker(Coverage coverage) {
    this.coverage = coverage;
  }

  /** Takes the next record of the log and what was made of it. */
  void hear(PacketRecord record, long atMillis, PacketDecision decision) {
    coverage.count(record.getClass().getSimpleName() + ' ' + decision.effect());
    Facts facts = packets.computeIfAbsent(record.packetId(), id -> new Facts());
    boolean isFirstWin = record instanceof Won && facts.won == null;
    if (isFirstWin) {
      facts.won = (Won) record;
      facts.won.sharesFen().forEach(fen -> facts.parts.add(new Part()));
    }
    if (facts.won == null) {
      if (record instanceof Claim claim) {
        facts.waiting.putIfAbsent(claim.user(), claim.riskLevel());
      }
      require(decision.entries().isEmpty(), MoneyBreachException.Kind.MADE_UP, "before the win");
      return;
    }
    Expected expected = expect(facts, record, atMillis, isFirstWin);
    for (LedgerEntry entry : decision.entries()) {
      move(facts, record, atMillis, entry, expected);
    }
    for (PayoutInstruction instruction : decision.instructions()) {
      instruct(facts, record, atMillis, instruction);
    }
    require(
        expected.kind == null || expected.done,
        MoneyBreachException.Kind.LOST,
        "nothing came of " + record);
  }

  /** An entry that must come of a record. */
  private static final class Expected {
    final Kind kind;
    final int share;
    boolean done;

    Expected(Kind kind, int share) {
      this.kind = kind;
      this.share = share;
    }
  }

  private static final Expected NOTHING = new Expected(null, 0);

  /** What the log alone says must follow. */
  private Expected expect(Facts facts, PacketRecord record, long atMillis, boolean isFirstWin) {
    Won won = facts.won;
    if (won.isShadow()) {
      return NOTHING;
    }
    if (isFirstWin) {
      RiskLevel waiting = facts.waiting.get(won.user());
      return waiting == null ? NOTHING : take(facts, 0, won.user(), waiting);
    }
    if (record instanceof Claim claim) {
      boolean counts = claim.user().equals(won.user()) && facts.parts.get(0).isUntaken();
      return counts ? take(facts, 0, claim.user(), claim.riskLevel()) : NOTHING;
    }
    if (record instanceof Share share) {
      boolean exists = share.share() < facts.parts.size();
      return exists && facts.parts.get(share.share()).isUntaken() ? friend(facts, share) : NOTHING;
    }
    if (record instanceof Hold hold && hold.share() < facts.parts.size()) {
      Part part = facts.parts.get(hold.share());
      part.isMarked |= part.isUntaken();
      boolean isInGrace = part.place == Account.PAYABLE && part.out == null;
      return isInGrace ? new Expected(Kind.HOLD, hold.share()) : NOTHING;
    }
    if (record instanceof Approve approve && approve.share() < facts.parts.size()) {
      Part part = facts.parts.get(approve.share());
      boolean counts = part.isHeld() && part.step == approve.step();
      return counts ? new Expected(Kind.CLAIM, approve.share()) : NOTHING;
    }
    if (record instanceof Refuse refuse && refuse.share() < facts.parts.size()) {
      Part part = facts.parts.get(refuse.share());
      boolean counts = part.isHeld() && part.step == refuse.step();
      return counts ? new Expected(Kind.REFUSE, refuse.share()) : NOTHING;
    }
    if (record instanceof Paid paid && paid.share() < facts.parts.size()) {
      return isOut(facts, paid.share(), paid.step())
          ? new Expected(Kind.PAY, paid.share())
          : NOTHING;
    }
    if (record instanceof PayFailed failed && failed.share() < facts.parts.size()) {
      return isOut(facts, failed.share(), failed.step())
          ? new Expected(Kind.HOLD, failed.share())
          : NOTHING;
    }
    if (record instanceof Expire) {
      return expiring(facts, atMillis);
    }
    return NOTHING;
  }

  private static boolean isOut(Facts facts, int share, int step) {
    PayoutInstruction out = facts.parts.get(share).out;
    return out != null && out.step().step() == step;
  }

  private static Expected expiring(Facts facts, long atMillis) {
    if (facts.parts.get(0).isUntaken()) {
      return atMillis >= facts.won.claimUntilMillis() ? new Expected(Kind.EXPIRE, 0) : NOTHING;
    }
    for (int i = 1; i < facts.parts.size(); i++) {
      boolean counts =
          facts.parts.get(i).isUntaken() && areOpen(facts) && atMillis >= facts.sharesUntilMillis;
      if (counts) {
        return new Expected(Kind.EXPIRE, i);
      }
    }
    return NOTHING;
  }

  private static boolean areOpen(Facts facts) {
    Account winners = facts.parts.get(0).place;
    return winners == Account.PAYABLE || winners == Account.USERS;
  }

  private Expected friend(Facts facts, Share share) {
    boolean hasOne =
        share.user().equals(facts.won.user())
            || facts.parts.stream().anyMatch(part -> part.taker.equals(share.user()));
    return areOpen(facts) && !hasOne
        ? take(facts, share.share(), share.user(), share.riskLevel())
        : NOTHING;
  }

  private static Expected take(Facts facts, int share, String user, RiskLevel riskLevel) {
    Part part = facts.parts.get(share);
    part.taker = user;
    part.isSuspect =
        part.isMarked
            || riskLevel == RiskLevel.EMPTY
            || riskLevel == RiskLevel.HOLD
            || riskLevel == RiskLevel.BLOCK;
    return part.isSuspect ? NOTHING : new Expected(Kind.CLAIM, share);
  }

  private void move(
      Facts facts, PacketRecord record, long atMillis, LedgerEntry entry, Expected expected) {
    require(!facts.won.isShadow(), MoneyBreachException.Kind.SHADOW_PAID, "entry " + entry.id());
    String ofStep = entry.id().substring(0, entry.id().lastIndexOf('/'));
    ShareStep step = ShareStep.parse(ofStep);
    boolean isItsOwn =
        step.packetId().equals(record.packetId())
            && entry.amountFen() == facts.won.sharesFen().get(step.share())
            && entry.enterpriseId().equals(facts.won.enterpriseId());
    require(isItsOwn, MoneyBreachException.Kind.MADE_UP, "entry " + entry);
    Part part = facts.parts.get(step.share());
    Kind kind = entry.kind();
    boolean isGivenBack = kind.to() == Account.ENTERPRISE;
    require(
        !part.isBack && !(isGivenBack && part.place == Account.USERS),
        MoneyBreachException.Kind.PAID_AND_GIVEN_BACK,
        "entry " + entry.id());
    require(
        part.place == kind.from() && entryIds.add(entry.id()),
        MoneyBreachException.Kind.MOVED_FROM_ELSEWHERE,
        "entry " + entry.id() + ", the share is in " + part.place);
    requireReason(facts, record, atMillis, step, kind);
    part.place = kind.to();
    part.isBack = isGivenBack;
    part.step = Math.max(part.step, step.step());
    if (kind == Kind.CLAIM) {
      part.owedAtMillis = atMillis;
      part.isApproved = record instanceof Approve;
      if (step.share() == 0) {
        facts.sharesUntilMillis = atMillis + facts.won.terms().claimWithinMillis();
      }
    }
    if (kind == Kind.PAY || kind == Kind.HOLD) {
      part.out = null;
    }
    if (kind == expected.kind && step.share() == expected.share) {
      expected.done = true;
    }
    coverage.count("entry " + kind);
  }

  private void requireReason(
      Facts facts, PacketRecord record, long atMillis, ShareStep step, Kind kind) {
    Part part = facts.parts.get(step.share());
    switch (kind) {
      case CLAIM -> {
        boolean isApproval = record instanceof Approve;
        require(
            isApproval || !part.isSuspect, MoneyBreachException.Kind.SUSPECT_PAID, step.toString());
        if (step.share() > 0 && !isApproval) {
          require(areOpen(facts), MoneyBreachException.Kind.SHARES_OPENED, step.toString());
          Share share = (Share) record;
          require(
              part.taker.equals(share.user()),
              MoneyBreachException.Kind.FRIEND_TWICE,
              step + " for " + share.user());
        }
        require(
            !part.taker.isEmpty() && (isApproval || part.step == 0),
            MoneyBreachException.Kind.MADE_UP,
            "nobody claimed or approved " + step);
      }
      case EXPIRE -> {
        boolean isWinners = facts.parts.get(0).taker.isEmpty();
        long untilMillis = isWinners ? facts.won.claimUntilMillis() : facts.sharesUntilMillis;
        require(
            record instanceof Expire && atMillis >= untilMillis,
            MoneyBreachException.Kind.EXPIRED_EARLY,
            step + " at " + atMillis + ", before " + untilMillis);
        require(part.taker.isEmpty(), MoneyBreachException.Kind.LOST, step + " was claimed");
      }
      case REFUSE ->
          require(record instanceof Refuse, MoneyBreachException.Kind.MADE_UP, step.toString());
      case PAY ->
          require(
              record instanceof Paid && part.out != null && part.out.step().equals(step),
              MoneyBreachException.Kind.MADE_UP,
              step + " was not instructed");
      case HOLD ->
          require(
              record instanceof PayFailed || record instanceof Hold,
              MoneyBreachException.Kind.MADE_UP,
              step.toString());
      case FUND, RETURN -> require(false, MoneyBreachException.Kind.MADE_UP, kind + " of a packet");
    }
  }

  private void instruct(
      Facts facts, PacketRecord record, long atMillis, PayoutInstruction instruction) {
    ShareStep step = instruction.step();
    Part part = facts.parts.get(step.share());
    require(
        keys.add(instruction.key()) && part.out == null,
        MoneyBreachException.Kind.INSTRUCTED_TWICE,
        instruction.toString());
    boolean isOwed =
        part.place == Account.PAYABLE
            && part.step == step.step()
            && instruction.user().equals(part.taker)
            && instruction.amountFen() == facts.won.sharesFen().get(step.share());
    require(isOwed, MoneyBreachException.Kind.MADE_UP, instruction + " is not owed");
    long graceMillis = facts.won.terms().payoutGraceMillis();
    boolean hasWaited =
        part.isApproved
            || graceMillis == 0
            || (record instanceof Due && atMillis >= part.owedAtMillis + graceMillis);
    require(hasWaited, MoneyBreachException.Kind.GRACE_SKIPPED, instruction.toString());
    part.out = instruction;
    coverage.count("instruction");
  }

  /** When time has passed and everything that was out is answered, only what is held waits. */
  void requireAllSettled() {
    packets.forEach(
        (id, facts) -> {
          for (int i = 0; facts.won != null && i < facts.parts.size(); i++) {
            Part part = facts.parts.get(i);
            boolean isSettled = part.isBack || part.place == Account.USERS;
            boolean mayWait = facts.won.isShadow() || part.isHeld() || isHeldByWinner(facts, part);
            require(
                isSettled || mayWait,
                MoneyBreachException.Kind.SUMS_DIFFER,
                "share " + i + " of " + id + " is left in " + part.place);
          }
        });
  }

  /** Shares that nobody has taken wait for the winner's claim while it is held. */
  private static boolean isHeldByWinner(Facts facts, Part part) {
    return part.isUntaken() && facts.parts.get(0).isHeld();
  }

  private static void require(boolean holds, MoneyBreachException.Kind kind, String message) {
    if (!holds) {
      throw new MoneyBreachException(kind, message);
    }
  }
}
