package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawDecision.Decided;
import io.hongbao.domain.draw.simulation.SimulatedLogEntry.Shaken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The short history around a breach: what one needs to see what went wrong. */
public final class SimulationBreachFormatter {

  private static final int ENTRIES_BEFORE = 8;
  private static final int ENTRIES_AFTER = 2;

  private SimulationBreachFormatter() {}

  /** The breach with its seed, the last entries of the bucket, and all of the turn. */
  public static SimulationBreachException tell(
      long seed, SimulatedLog log, PromiseChecker judge, SimulationBreachException breach) {
    Position at = judge.current();
    SimulatedLogEntry entry = log.at(at);
    List<Position> ofBucket = new ArrayList<>();
    for (int offset = 0; offset < log.length(at.partition()); offset++) {
      Position position = new Position(at.partition(), offset);
      if (log.at(position).bucket().equals(entry.bucket())) {
        ofBucket.add(position);
      }
    }
    int middle = ofBucket.indexOf(at);
    StringBuilder text = new StringBuilder(breach.getMessage());
    text.append("\n  seed ").append(seed).append(", at partition ").append(at.partition());
    text.append(" offset ").append(at.offset()).append(":");
    for (int i = 0; i < ofBucket.size(); i++) {
      SimulatedLogEntry one = log.at(ofBucket.get(i));
      boolean near = i >= middle - ENTRIES_BEFORE && i <= middle + ENTRIES_AFTER;
      if (near || isOfSameTurn(one, entry)) {
        text.append(i == middle ? "\n> " : "\n  ").append(ofBucket.get(i).offset()).append("  ");
        text.append(one);
        Optional.ofNullable(judge.said(ofBucket.get(i)))
            .ifPresent(decision -> text.append("  -> ").append(told(decision)));
      }
    }
    return new SimulationBreachException(breach.kind(), text.toString(), breach);
  }

  static Object told(DrawDecision decision) {
    return decision instanceof Decided decided ? decided.outcome() : decision;
  }

  private static boolean isOfSameTurn(SimulatedLogEntry one, SimulatedLogEntry other) {
    return one instanceof Shaken a
        && other instanceof Shaken b
        && TurnName.of(a.shake()).equals(TurnName.of(b.shake()));
  }
}
