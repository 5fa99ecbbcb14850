package io.hongbao.jobs.draw;

import io.hongbao.domain.draw.DrawDecision.ClosedReason;
import io.hongbao.domain.draw.Outcome;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts what a subtask of the draw did since it was started. For the task's thread; Flink reads
 * the numbers in others.
 */
final class DrawMetrics {

  private final MetricGroup group;
  private final Counter draws;
  private final Counter packets;
  private final Counter greetings;
  private final Counter misses;
  private final Counter limited;
  private final Counter closed;
  private final Map<ClosedReason, Counter> closedByReason = new EnumMap<>(ClosedReason.class);
  private final Counter repeatsOfPassingTurns;
  private final Counter deadLetters;
  private final Counter controlsApplied;
  private final Counter controlsRepeated;

  /** As many as enterprises of all shows: no forged record can add one. */
  private final Map<String, EnterpriseMetrics> enterprises = new HashMap<>();

  /** Of one enterprise. */
  private static final class EnterpriseMetrics {
    final Counter wins;
    final LongAdder seedsLeft = new LongAdder();

    EnterpriseMetrics(MetricGroup group) {
      wins = group.counter("wins");
      group.gauge("seedsLeft", seedsLeft::sum);
    }
  }

  DrawMetrics(MetricGroup group) {
    this.group = group;
    draws = group.counter("draws");
    packets = group.counter("packets");
    greetings = group.counter("greetings");
    misses = group.counter("misses");
    limited = group.counter("limited");
    closed = group.counter("closed");
    repeatsOfPassingTurns = group.counter("repeatsOfPassingTurns");
    deadLetters = group.counter("deadLetters");
    controlsApplied = group.counter("controlsApplied");
    controlsRepeated = group.counter("controlsRepeated");
    for (ClosedReason reason : ClosedReason.values()) {
      MetricGroup ofReason = group.addGroup("reason", reason.name().toLowerCase(Locale.ROOT));
      closedByReason.put(reason, ofReason.counter("closed"));
    }
  }

  void decided(Outcome outcome) {
    draws.inc();
    if (outcome instanceof Outcome.Packet) {
      packets.inc();
    } else if (outcome instanceof Outcome.Greeting) {
      greetings.inc();
    } else if (outcome instanceof Outcome.Limited) {
      limited.inc();
    } else {
      misses.inc();
    }
  }

  void closed(ClosedReason reason) {
    closed.inc();
    closedByReason.get(reason).inc();
  }

  void repeatedPassingTurn() {
    repeatsOfPassingTurns.inc();
  }

  void deadLetter() {
    deadLetters.inc();
  }

  void controlApplied() {
    controlsApplied.inc();
  }

  void controlRepeated() {
    controlsRepeated.inc();
  }

  void won(String enterpriseId) {
    enterprise(enterpriseId).wins.inc();
    enterprise(enterpriseId).seedsLeft.decrement();
  }

  /** Adds what a bucket has to give, or takes it away with a sign of -1. */
  void addSeedsLeft(Map<String, Long> seedsLeft, int sign) {
    seedsLeft.forEach((id, seeds) -> enterprise(id).seedsLeft.add(sign * seeds));
  }

  private EnterpriseMetrics enterprise(String id) {
    return enterprises.computeIfAbsent(
        id, unseen -> new EnterpriseMetrics(group.addGroup("enterprise", unseen)));
  }
}
