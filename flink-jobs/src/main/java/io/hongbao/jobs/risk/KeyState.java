package io.hongbao.jobs.risk;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.signal.CounterState;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;
import java.util.Arrays;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.internal.InternalValueState;

/**
 * What is kept in Flink's state of a part of the current key, and how counters stand in it: behind
 * the version of the rule set under which they were written. Windows that a rule set in between did
 * not have are dropped, as they are where all keys are led from rule set to rule set at once.
 */
final class KeyState {

  /** Cleared when the operator finds that it is of no use any more. */
  private final InternalValueState<?, String, byte[]> kept;

  private final EffectiveRuleSets ruleSets;
  private final RecordWriter writer = new RecordWriter(512);

  @SuppressWarnings("unchecked") // every state backend makes such of a value
  KeyState(KeyedStateBackend<?> keys, EffectiveRuleSets ruleSets) throws Exception {
    this.kept =
        (InternalValueState<?, String, byte[]>)
            keys.getOrCreateKeyedState(
                StringSerializer.INSTANCE,
                new ValueStateDescriptor<>(
                    "kept", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    this.ruleSets = ruleSets;
  }

  /** The bytes of a part of the current key, of which all methods speak then; null if none are. */
  byte[] load(String part) throws Exception {
    kept.setCurrentNamespace(part);
    return kept.value();
  }

  /** An empty writer for the bytes to be saved. */
  RecordWriter writer() {
    return writer.clear();
  }

  /** Saves what was written unless it is what was loaded. */
  void save(byte[] loaded) throws Exception {
    byte[] written = writer.toBytes();
    if (!Arrays.equals(loaded, written)) {
      kept.update(written);
    }
  }

  void clear() {
    kept.clear();
  }

  /** Reads what {@link #writeCounted} wrote, to its end. */
  CounterState readCounted(RecordReader reader, Grouping by, CompiledRuleSet ruleSet) {
    int version = reader.readInt();
    if (version == ruleSet.version()) {
      return read(reader, by, ruleSet);
    }
    CounterState state = null;
    for (CompiledRuleSet next : ruleSets.after(version, ruleSet.effectiveAtMillis())) {
      state = state == null ? read(reader, by, next) : state.under(next.plan(), by);
    }
    return state == null ? read(reader, by, ruleSet) : state.under(ruleSet.plan(), by);
  }

  private static CounterState read(RecordReader reader, Grouping by, CompiledRuleSet ruleSet) {
    CounterState state = CounterState.read(reader, ruleSet.plan(), by);
    reader.expectEnd();
    return state;
  }

  static void writeCounted(RecordWriter writer, CounterState state, CompiledRuleSet ruleSet) {
    writer.writeNumber(ruleSet.version());
    state.write(writer);
  }
}
