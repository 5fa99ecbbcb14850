package io.hongbao.domain.money.simulation;

import io.hongbao.domain.draw.simulation.Coverage;
import io.hongbao.domain.draw.simulation.SeededRandom;
import io.hongbao.domain.money.BatchRecord.Funded;
import io.hongbao.domain.money.BatchRecord.Unissued;
import io.hongbao.domain.money.BatchState;
import io.hongbao.domain.money.Ledger;
import io.hongbao.domain.money.LedgerEntry;
import io.hongbao.domain.money.PacketDecision;
import io.hongbao.domain.money.PacketEngine;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState;
import io.hongbao.domain.money.PacketTotals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The packets of one batch, decided three times. A {@link MoneyWorld} makes the log while a first
 * engine decides it. Then it is decided again packet by packet, which is another order between
 * packets, and once more by an instance that stops at any record and goes on from what it kept.
 *
 * <p>The same seed runs the same way, so a breach can be looked at again with {@code new
 * MoneySimulation(…).run(seed, …)}.
 */
public final class MoneySimulation {

  /** What an instance keeps between records: the state of a packet, as it comes back. */
  @FunctionalInterface
  public interface Keeping {

    /** The state, after it was written and read. */
    PacketState comeBack(String packetId, PacketState state);
  }

  /** Of seeds that no packet of a run was made of. */
  private static final long UNISSUED_FEN = 777;

  private static final int RECORDS_TOLD = 25;

  private final PacketEngine engine;
  private final Keeping keeping;

  /** A simulation of an engine that may have a fault. */
  public MoneySimulation(PacketEngine engine, Keeping keeping) {
    this.engine = engine;
    this.keeping = keeping;
  }

  /** A simulation that keeps states as they are. */
  public static MoneySimulation of(PacketEngine engine) {
    return new MoneySimulation(engine, (packetId, state) -> state);
  }

  /**
   * Runs one batch.
   *
   * @return every record of its log, in order
   * @throws MoneyBreachException with the seed and the history of the packet, if a promise is
   *     broken
   */
  public List<PacketRecord> run(long seed, Coverage coverage) {
    SeededRandom dice = new SeededRandom(seed);
    MoneyWorld world = new MoneyWorld(dice, engine, coverage);
    try {
      world.run();
      requireSameWhenGrouped(world);
      requireSameWhenResumed(world, dice.between(0, world.log().size()));
      requireSums(world);
    } catch (MoneyBreachException breach) {
      throw told(seed, world, breach);
    }
    return world.log().stream().map(LoggedRecord::record).toList();
  }

  private void requireSameWhenGrouped(MoneyWorld world) {
    List<LoggedRecord> grouped = new ArrayList<>(world.log());
    grouped.sort(Comparator.comparing(logged -> logged.record().packetId()));
    requireSame(grouped, grouped.size());
  }

  private void requireSameWhenResumed(MoneyWorld world, int keptAt) {
    requireSame(world.log(), keptAt);
  }

  private void requireSame(List<LoggedRecord> log, int keptAt) {
    Map<String, PacketState> states = new HashMap<>();
    for (int i = 0; i < log.size(); i++) {
      if (i == keptAt) {
        states.replaceAll(keeping::comeBack);
      }
      LoggedRecord logged = log.get(i);
      String packetId = logged.record().packetId();
      PacketDecision decision =
          engine.decide(
              states.getOrDefault(packetId, PacketState.UNKNOWN),
              logged.record(),
              logged.atMillis());
      if (!decision.equals(logged.decision())) {
        throw new MoneyBreachException(
            MoneyBreachException.Kind.REPLAY_DIFFERS,
            logged.record() + ": said " + logged.decision() + ", then " + decision);
      }
      states.put(packetId, decision.after());
    }
    states.forEach(
        (packetId, state) -> {
          if (!keeping.comeBack(packetId, state).equals(state)) {
            throw new MoneyBreachException(
                MoneyBreachException.Kind.REPLAY_DIFFERS, "kept otherwise: " + state);
          }
        });
  }

  /** Counts the batch's money by ledger and by packets; entries are written twice at times. */
  private void requireSums(MoneyWorld world) {
    Ledger ledger = new Ledger();
    long wonFen = 0;
    int packets = 1;
    for (Won won : world.wins()) {
      wonFen += won.isShadow() ? 0 : won.amountFen();
      packets++;
    }
    Funded funded =
        new Funded(MoneyWorld.BATCH, MoneyWorld.ENTERPRISE, packets, wonFen + UNISSUED_FEN);
    Unissued unissued = new Unissued(MoneyWorld.BATCH, 1, UNISSUED_FEN);
    BatchState.Decision first = BatchState.UNKNOWN.decide(unissued);
    BatchState.Decision second = first.after().decide(funded);
    List<LedgerEntry> entries = new ArrayList<>(first.entries());
    entries.addAll(second.entries());
    entries.addAll(second.after().decide(funded).entries());
    for (LoggedRecord logged : world.log()) {
      entries.addAll(logged.decision().entries());
    }
    entries.forEach(ledger::add);
    entries.forEach(ledger::add);
    PacketTotals totals = PacketTotals.NONE;
    for (PacketState state : world.states().values()) {
      totals = totals.plus(PacketTotals.of(state));
    }
    List<String> problems = new ArrayList<>(ledger.problems());
    problems.addAll(ledger.differences(Map.of(MoneyWorld.BATCH, totals)));
    Ledger.Balance balance = ledger.balance(MoneyWorld.BATCH).orElseThrow();
    boolean isSpent =
        balance.escrowFen() == totals.unclaimedFen() + totals.heldFen()
            && balance.payableFen() == 0
            && -balance.enterpriseFen() == balance.usersFen() + balance.escrowFen()
            && totals.issuedFen() == wonFen;
    if (!problems.isEmpty() || !isSpent) {
      throw new MoneyBreachException(
          MoneyBreachException.Kind.SUMS_DIFFER, balance + " and " + totals + ": " + problems);
    }
  }

  private static MoneyBreachException told(
      long seed, MoneyWorld world, MoneyBreachException breach) {
    StringBuilder text = new StringBuilder(breach.getMessage());
    text.append("\n  seed ").append(seed).append(", at ").append(world.current());
    List<LoggedRecord> log = world.log();
    for (int i = Math.max(0, log.size() - RECORDS_TOLD); i < log.size(); i++) {
      LoggedRecord logged = log.get(i);
      if (logged.record().packetId().equals(world.current().packetId())) {
        text.append("\n  ").append(logged.atMillis()).append("  ").append(logged.record());
        text.append("  -> ").append(logged.decision().effect());
      }
    }
    return new MoneyBreachException(breach.kind(), text.toString(), breach);
  }
}
