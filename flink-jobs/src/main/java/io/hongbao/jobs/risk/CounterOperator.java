package io.hongbao.jobs.risk;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.signal.Counter;
import io.hongbao.rules.signal.CounterState;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.wire.records.RecordReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * A further stop of a signal vector, keyed by {@link CounterStop#keyOf}: has an evaluation second's
 * signal vectors counted and sends them on with what was counted. A signal vector that is not
 * counted here passes at once.
 */
final class CounterOperator extends SecondsOperator<VersionedSignalVector> {

  private static final long serialVersionUID = 1L;

  private final CounterStop stop;

  private transient org.apache.flink.metrics.Counter outOfStep;

  /** What the counters are for. */
  private transient CompiledRuleSet ruleSet;

  /** Of the groupings that the rule set counts by. */
  private transient Map<Grouping, Counter> counters;

  CounterOperator(CounterStop stop, RuleSource.Opener rules) {
    super(rules, new SignalVectorCodec());
    this.stop = stop;
  }

  @Override
  public void open() throws Exception {
    super.open();
    outOfStep = getMetricGroup().counter("outOfStep");
  }

  @Override
  public void processElement(StreamRecord<VersionedSignalVector> element) throws Exception {
    VersionedSignalVector versioned = element.getValue();
    SignalVector vector = versioned.vector();
    CompiledRuleSet its = ruleSetAt(vector.beatEndMillis());
    if (its.version() != versioned.ruleSetVersion()) {
      outOfStep.inc();
    } else if (stop.counts(vector, its.plan())) {
      gather(vector.beatEndMillis(), stop.keyOf(vector), versioned);
    } else {
      output.collect(element);
    }
  }

  @Override
  void close(long secondEndMillis, List<VersionedSignalVector> records) throws Exception {
    follow(ruleSetAt(secondEndMillis));
    Map<String, List<SignalVector>> byKey = new HashMap<>();
    for (VersionedSignalVector versioned : records) {
      if (versioned.ruleSetVersion() == ruleSet.version()) {
        byKey
            .computeIfAbsent(stop.keyOf(versioned.vector()), any -> new ArrayList<>(1))
            .add(versioned.vector());
      }
    }
    for (Map.Entry<String, List<SignalVector>> each : byKey.entrySet()) {
      setCurrentKey(each.getKey());
      for (Grouping by : counters.keySet()) {
        count(by, secondEndMillis, each.getValue());
      }
    }
    for (VersionedSignalVector versioned : records) {
      if (versioned.ruleSetVersion() == ruleSet.version()) {
        emit(secondEndMillis, versioned);
      } else {
        outOfStep.inc();
      }
    }
  }

  private void follow(CompiledRuleSet wanted) {
    if (wanted != ruleSet) {
      ruleSet = wanted;
      counters = new EnumMap<>(Grouping.class);
      for (Grouping by : stop.groupings()) {
        if (wanted.plan().counts(by)) {
          counters.put(by, new Counter(wanted.plan(), by));
        }
      }
    }
  }

  /** Counts a key's signal vectors by a grouping; one key may have several names of it. */
  private void count(Grouping by, long secondEndMillis, List<SignalVector> vectors)
      throws Exception {
    Map<String, List<SignalVector>> byName = new HashMap<>();
    for (SignalVector vector : vectors) {
      String name = vector.keyOf(by);
      if (!name.isEmpty()) {
        byName.computeIfAbsent(name, any -> new ArrayList<>(1)).add(vector);
      }
    }
    for (Map.Entry<String, List<SignalVector>> each : byName.entrySet()) {
      String part = by == stop.key() ? WHOLE : each.getKey();
      byte[] loaded = state().load(part);
      CounterState counted =
          loaded == null
              ? CounterState.fresh(ruleSet.plan(), by)
              : state().readCounted(new RecordReader(loaded), by, ruleSet);
      counters.get(by).count(counted, secondEndMillis, each.getValue());
      if (loaded == null && counted.isEmpty()) {
        continue;
      }
      KeyState.writeCounted(state().writer(), counted, ruleSet);
      state().save(loaded);
      if (loaded == null) {
        cleanUpAt(part, counted.emptyAtMillis());
      }
    }
  }

  @Override
  long emptyAtMillis(String part, byte[] bytes, CompiledRuleSet now) {
    Grouping by = part.equals(WHOLE) ? stop.key() : stop.part();
    return state().readCounted(new RecordReader(bytes), by, now).emptyAtMillis();
  }
}
