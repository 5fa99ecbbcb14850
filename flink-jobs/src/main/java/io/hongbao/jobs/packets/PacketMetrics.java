package io.hongbao.jobs.packets;

import io.hongbao.domain.money.LedgerEntry.Kind;
import io.hongbao.domain.money.PacketDecision.Effect;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts what a subtask of the packets job did since it was started. For the task's thread; Flink
 * reads the numbers in others.
 */
final class PacketMetrics {

  private final Map<Effect, Counter> records = new EnumMap<>(Effect.class);
  private final Map<Kind, Counter> entries = new EnumMap<>(Kind.class);
  private final Counter payouts;
  private final Counter clockRecords;
  private final Counter deadLetters;

  PacketMetrics(MetricGroup group) {
    for (Effect effect : Effect.values()) {
      String name = effect.name().toLowerCase(Locale.ROOT);
      records.put(effect, group.addGroup("effect", name).counter("records"));
    }
    for (Kind kind : Kind.values()) {
      entries.put(kind, group.addGroup("kind", kind.label()).counter("entries"));
    }
    payouts = group.counter("payouts");
    clockRecords = group.counter("clockRecords");
    deadLetters = group.counter("deadLetters");
  }

  /** A record about a packet was decided. */
  void decided(Effect effect) {
    records.get(effect).inc();
  }

  void entry(Kind kind) {
    entries.get(kind).inc();
  }

  void payout() {
    payouts.inc();
  }

  void clockRecord() {
    clockRecords.inc();
  }

  void deadLetter() {
    deadLetters.inc();
  }
}
