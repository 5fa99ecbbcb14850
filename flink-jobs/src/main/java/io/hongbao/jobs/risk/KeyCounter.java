package io.hongbao.jobs.risk;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.signal.Counter;
import io.hongbao.rules.signal.CounterState;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;

/**
 * The counter of a grouping with its state in Flink. Beside the state lies the version of the rule
 * set under which it was written: windows that a rule set in between did not have are dropped, as
 * they are where all keys are led from rule set to rule set at once.
 */
final class KeyCounter {

  /** Cleared when the operator finds it empty, see {@link #emptyAtMillis}. */
  private final ValueState<byte[]> kept;

  private final Grouping by;
  private final EffectiveRuleSets ruleSets;
  private CompiledRuleSet countsFor = CompiledRuleSet.EMPTY;
  private Counter counter;

  private KeyCounter(ValueState<byte[]> kept, Grouping by, EffectiveRuleSets ruleSets) {
    this.kept = kept;
    this.by = by;
    this.ruleSets = ruleSets;
    this.counter = new Counter(CompiledRuleSet.EMPTY.plan(), by);
  }

  static KeyCounter of(RuntimeContext context, Grouping by, EffectiveRuleSets ruleSets) {
    return new KeyCounter(
        context.getState(
            new ValueStateDescriptor<>(
                "counter", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
        by,
        ruleSets);
  }

  /**
   * Counts a key's signal vectors of an evaluation second.
   *
   * @return false if that second or a later one of the key has been counted, and nothing was done
   */
  boolean count(CompiledRuleSet ruleSet, long secondEndMillis, List<SignalVector> vectors)
      throws Exception {
    CounterState state = load(ruleSet);
    if (secondEndMillis <= state.lastBeatEndMillis()) {
      return false;
    }
    if (ruleSet != countsFor) {
      countsFor = ruleSet;
      counter = new Counter(ruleSet.plan(), by);
    }
    counter.count(state, secondEndMillis, vectors);
    kept.update(
        new RecordWriter(128).writeNumber(ruleSet.version()).writeBytes(state.encode()).toBytes());
    return true;
  }

  boolean isKept() throws Exception {
    return kept.value() != null;
  }

  /**
   * From when on nothing of the state is in a window of the rule set, if nothing comes until then.
   */
  long emptyAtMillis(CompiledRuleSet ruleSet) throws Exception {
    return CounterState.emptyAtMillis(load(ruleSet).lastBeatEndMillis(), ruleSet.plan(), by);
  }

  void clear() {
    kept.clear();
  }

  private CounterState load(CompiledRuleSet ruleSet) throws Exception {
    byte[] bytes = kept.value();
    if (bytes == null) {
      return CounterState.fresh(ruleSet.plan(), by);
    }
    RecordReader reader = new RecordReader(bytes);
    int version = reader.readInt();
    byte[] state = reader.readBytes();
    if (version == ruleSet.version()) {
      return CounterState.decode(state, ruleSet.plan(), by);
    }
    for (CompiledRuleSet between : ruleSets.after(version, ruleSet.effectiveAtMillis())) {
      state =
          between.plan().counts(by)
              ? CounterState.decode(state, between.plan(), by).encode()
              : CounterState.fresh(between.plan(), by).encode();
    }
    return CounterState.decode(state, ruleSet.plan(), by);
  }
}
