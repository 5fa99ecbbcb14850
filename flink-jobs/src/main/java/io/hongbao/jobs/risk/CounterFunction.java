package io.hongbao.jobs.risk;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.signal.SignalVector;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * A further stop of a signal vector, keyed by {@link VersionedSignalVector#keyFor}: gathers an
 * evaluation second's signal vectors, has them counted, and sends them on with what was counted. A
 * signal vector that the grouping does not count passes at once.
 */
final class CounterFunction
    extends KeyedProcessFunction<String, VersionedSignalVector, VersionedSignalVector> {

  private static final long serialVersionUID = 1L;

  private final Grouping by;
  private final RuleSource.Opener rules;

  private transient RuleSource source;
  private transient EffectiveRuleSets ruleSets;
  private transient EvaluationBuffer buffer;
  private transient KeyCounter counter;
  private transient Counter late;
  private transient Counter outOfStep;

  CounterFunction(Grouping by, RuleSource.Opener rules) {
    this.by = by;
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    source = rules.open();
    ruleSets = new EffectiveRuleSets(source);
    buffer = EvaluationBuffer.of(getRuntimeContext());
    counter = KeyCounter.of(getRuntimeContext(), by, ruleSets);
    late = getRuntimeContext().getMetricGroup().counter("late");
    outOfStep = getRuntimeContext().getMetricGroup().counter("outOfStep");
  }

  @Override
  public void processElement(
      VersionedSignalVector versioned, Context context, Collector<VersionedSignalVector> out)
      throws Exception {
    long secondEndMillis = versioned.vector().beatEndMillis();
    CompiledRuleSet ruleSet = ruleSets.at(secondEndMillis);
    if (ruleSet.version() != versioned.ruleSetVersion()) {
      outOfStep.inc();
    } else if (!ruleSet.plan().counts(by) || !versioned.isNamedFor(by)) {
      out.collect(versioned);
    } else {
      buffer.add(secondEndMillis, versioned.encode());
      context.timerService().registerEventTimeTimer(EvaluationTimers.ofSecond(secondEndMillis));
    }
  }

  @Override
  public void onTimer(
      long timerMillis, OnTimerContext context, Collector<VersionedSignalVector> out)
      throws Exception {
    if (EvaluationTimers.isCleanup(timerMillis)) {
      forgetIfEmpty(timerMillis, context);
      return;
    }
    long secondEndMillis = EvaluationTimers.secondEndOf(timerMillis);
    CompiledRuleSet ruleSet = ruleSets.at(secondEndMillis);
    List<SignalVector> vectors = new ArrayList<>();
    for (byte[] bytes : buffer.take(secondEndMillis)) {
      VersionedSignalVector versioned = VersionedSignalVector.decode(bytes);
      if (versioned.ruleSetVersion() == ruleSet.version()) {
        vectors.add(versioned.vector());
      } else {
        outOfStep.inc();
      }
    }
    if (vectors.isEmpty()) {
      return;
    }
    boolean isNew = !counter.isKept();
    if (!counter.count(ruleSet, secondEndMillis, vectors)) {
      late.inc(vectors.size());
      return;
    }
    if (isNew) {
      scheduleCleanup(ruleSet, context);
    }
    vectors.forEach(vector -> out.collect(new VersionedSignalVector(ruleSet.version(), vector)));
  }

  private void forgetIfEmpty(long nowMillis, OnTimerContext context) throws Exception {
    if (!counter.isKept()) {
      return;
    }
    CompiledRuleSet ruleSet = ruleSets.at(nowMillis);
    if (counter.emptyAtMillis(ruleSet) <= nowMillis) {
      counter.clear();
    } else {
      scheduleCleanup(ruleSet, context);
    }
  }

  private void scheduleCleanup(CompiledRuleSet ruleSet, Context context) throws Exception {
    context
        .timerService()
        .registerEventTimeTimer(EvaluationTimers.ofCleanup(counter.emptyAtMillis(ruleSet)));
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
  }
}
