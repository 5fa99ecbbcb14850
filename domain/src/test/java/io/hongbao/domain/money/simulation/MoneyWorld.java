package io.hongbao.domain.money.simulation;

import io.hongbao.domain.draw.simulation.Coverage;
import io.hongbao.domain.draw.simulation.SeededRandom;
import io.hongbao.domain.money.ClaimTerms;
import io.hongbao.domain.money.PacketClock;
import io.hongbao.domain.money.PacketDecision;
import io.hongbao.domain.money.PacketEngine;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Approve;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Due;
import io.hongbao.domain.money.PacketRecord.Expire;
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
import io.hongbao.domain.risk.RiskLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the log of one batch: winners, friends and strangers who claim, operators who hold, approve
 * and refuse, a clock that is early at times, a payment system that pays or refuses each key once
 * and says so any number of times, and whoever appends a record again. An engine decides as the log
 * grows, since the payment system answers what it instructs.
 */
final class MoneyWorld {

  static final String BATCH = "gala.3.1";
  static final String ENTERPRISE = "cola";

  private static final long BEGINS_AT_MILLIS = 1_000_000;
  private static final List<String> FRIENDS = List.of("ann", "bob", "eve");
  private static final Note NOTE = new Note("operator", "");
  private static final Origin ORIGIN = new Origin("edge-1", "", "", BEGINS_AT_MILLIS);
  private static final List<RiskLevel> SUSPECT =
      List.of(RiskLevel.EMPTY, RiskLevel.HOLD, RiskLevel.BLOCK);

  private final SeededRandom dice;
  private final PacketEngine engine;
  private final MoneyChecker checker;
  private final List<Won> wins = new ArrayList<>();
  private final Map<String, PacketState> states = new HashMap<>();
  private final List<LoggedRecord> log = new ArrayList<>();
  private final List<PayoutInstruction> instructions = new ArrayList<>();
  private final Map<String, Boolean> paysByKey = new HashMap<>();
  private long nowMillis = BEGINS_AT_MILLIS;
  private PacketRecord current;

  MoneyWorld(SeededRandom dice, PacketEngine engine, Coverage coverage) {
    this.dice = dice;
    this.engine = engine;
    this.checker = new MoneyChecker(coverage);
    for (int index = dice.between(1, 3); index > 0; index--) {
      wins.add(win(index));
    }
  }

  /** Every record in the order of the log. */
  List<LoggedRecord> log() {
    return log;
  }

  Map<String, PacketState> states() {
    return states;
  }

  List<Won> wins() {
    return wins;
  }

  /** The record that is being decided. */
  PacketRecord current() {
    return current;
  }

  void run() {
    for (int left = dice.between(10, 40); left > 0; left--) {
      Won won = dice.pick(wins);
      nowMillis += dice.percent(12) ? dice.between(1, 3) * 1_000L : dice.between(0, 200);
      happen(won, dice.between(1, 100));
    }
    settle();
  }

  private Won win(int index) {
    int shares = dice.percent(60) ? 1 : dice.between(2, 4);
    List<Long> sharesFen = new ArrayList<>();
    for (int i = 0; i < shares; i++) {
      sharesFen.add((long) dice.between(1, 500));
    }
    return new Won(
        BATCH + '.' + index,
        "winner-" + index,
        ENTERPRISE,
        sharesFen,
        BEGINS_AT_MILLIS + dice.between(1, 6) * 1_000L,
        new ClaimTerms(dice.between(1, 5) * 1_000L, dice.percent(35) ? 1_500 : 0),
        dice.percent(6));
  }

  private void happen(Won won, int thrown) {
    PacketState state = states.getOrDefault(won.packetId(), PacketState.UNKNOWN);
    int share = dice.between(0, dice.percent(4) ? won.shares() : won.shares() - 1);
    if (thrown <= 16) {
      append(won);
    } else if (thrown <= 32) {
      String user = dice.percent(92) ? won.user() : dice.pick(FRIENDS);
      append(new Claim(won.packetId(), user, riskLevel(), ORIGIN));
    } else if (thrown <= 44) {
      String user = dice.percent(85) ? dice.pick(FRIENDS) : won.user();
      append(new Share(won.packetId(), Math.max(1, share), user, riskLevel(), ORIGIN));
    } else if (thrown <= 48) {
      append(new Hold(won.packetId(), share, NOTE));
    } else if (thrown <= 58) {
      append(new Approve(won.packetId(), share, step(state, share), NOTE));
    } else if (thrown <= 61) {
      append(new Refuse(won.packetId(), share, step(state, share), NOTE));
    } else if (thrown <= 66) {
      append(new Expire(won.packetId()));
    } else if (thrown <= 69) {
      append(new Due(won.packetId(), share));
    } else if (thrown <= 75) {
      PacketClock.recordsDue(won.packetId(), state, nowMillis).forEach(this::append);
    } else if (thrown <= 88) {
      answer();
    } else if (thrown <= 92) {
      int step = Math.max(1, step(state, share));
      append(
          dice.percent(50)
              ? new Paid(won.packetId(), share, step, "")
              : new PayFailed(won.packetId(), share, step, NOTE));
    } else if (!log.isEmpty()) {
      append(dice.pick(log).record());
    }
  }

  private RiskLevel riskLevel() {
    return dice.percent(70) ? RiskLevel.SLOW : dice.pick(SUSPECT);
  }

  /** Operators see at which step a share is held, or what they saw is of before. */
  private int step(PacketState state, int share) {
    boolean knows = share < state.shares().size() && dice.percent(85);
    return knows ? state.shares().get(share).step() : dice.between(0, 2);
  }

  private void answer() {
    if (instructions.isEmpty()) {
      return;
    }
    int back = Math.min(instructions.size() - 1, dice.percent(70) ? 0 : dice.between(0, 5));
    answer(instructions.get(instructions.size() - 1 - back), 70);
  }

  private void answer(PayoutInstruction instruction, int paidPercent) {
    boolean pays = paysByKey.computeIfAbsent(instruction.key(), key -> dice.percent(paidPercent));
    String packetId = instruction.step().packetId();
    int share = instruction.step().share();
    int step = instruction.step().step();
    append(
        pays
            ? new Paid(packetId, share, step, instruction.key())
            : new PayFailed(packetId, share, step, NOTE));
  }

  /** Everything that is on its way arrives, and time goes on until it changes nothing. */
  private void settle() {
    wins.forEach(this::append);
    for (int left = 8; left > 0; left--) {
      nowMillis += 10_000;
      for (Won won : wins) {
        PacketState state = states.get(won.packetId());
        PacketClock.recordsDue(won.packetId(), state, nowMillis).forEach(this::append);
      }
      for (PayoutInstruction instruction : List.copyOf(instructions)) {
        if (isOut(instruction)) {
          answer(instruction, 90);
        }
      }
    }
    checker.requireAllSettled();
  }

  private boolean isOut(PayoutInstruction instruction) {
    ShareState share =
        states.get(instruction.step().packetId()).shares().get(instruction.step().share());
    return share.phase() == ShareState.Phase.INSTRUCTED
        && share.step() == instruction.step().step();
  }

  /** The log's clock is another machine's: it may be a little behind. */
  private void append(PacketRecord record) {
    current = record;
    long atMillis = nowMillis - (dice.percent(20) ? dice.between(0, 300) : 0);
    PacketState before = states.getOrDefault(record.packetId(), PacketState.UNKNOWN);
    PacketDecision decision = engine.decide(before, record, atMillis);
    checker.hear(record, atMillis, decision);
    log.add(new LoggedRecord(record, atMillis, decision));
    states.put(record.packetId(), decision.after());
    instructions.addAll(decision.instructions());
    requireNoChange(engine.decide(decision.after(), record, atMillis), decision.after());
  }

  private static void requireNoChange(PacketDecision again, PacketState before) {
    boolean isSame =
        again.after().equals(before) && again.entries().isEmpty() && again.instructions().isEmpty();
    if (!isSame) {
      throw new MoneyBreachException(
          MoneyBreachException.Kind.REPEAT_CHANGED, "the second time it made " + again);
    }
  }
}
