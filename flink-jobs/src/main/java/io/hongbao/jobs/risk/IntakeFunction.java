package io.hongbao.jobs.risk;

import io.hongbao.rules.model.EntityLists;
import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.signal.EvaluationSecond;
import io.hongbao.rules.signal.Intake;
import io.hongbao.rules.signal.IntakeState;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.signal.SignalVector;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The first stop of an event, keyed by user: gathers an evaluation second's events, makes signal
 * vectors of them, and has those counted by user.
 */
final class IntakeFunction extends KeyedProcessFunction<String, RiskEvent, VersionedSignalVector> {

  private static final long serialVersionUID = 1L;

  private final RuleSource.Opener rules;

  private transient RuleSource source;
  private transient EffectiveRuleSets ruleSets;
  private transient EvaluationBuffer buffer;
  private transient KeyCounter byUser;

  /** {@link IntakeState}; cleared with the counter's when neither is of use any more. */
  private transient ValueState<byte[]> intakes;

  private transient Counter events;
  private transient Counter late;
  private transient Counter vectors;

  IntakeFunction(RuleSource.Opener rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    source = rules.open();
    ruleSets = new EffectiveRuleSets(source);
    buffer = EvaluationBuffer.of(getRuntimeContext());
    byUser = KeyCounter.of(getRuntimeContext(), Grouping.USER, ruleSets);
    intakes =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "intake", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    var metrics = getRuntimeContext().getMetricGroup();
    events = metrics.counter("events");
    late = metrics.counter("late");
    vectors = metrics.counter("cards");
  }

  @Override
  public void processElement(RiskEvent event, Context context, Collector<VersionedSignalVector> out)
      throws Exception {
    events.inc();
    long secondEndMillis = EvaluationSecond.endOf(event.atMillis());
    if (EvaluationTimers.ofSecond(secondEndMillis) <= context.timerService().currentWatermark()) {
      late.inc();
      return;
    }
    buffer.add(secondEndMillis, RiskEventCodec.encode(event));
    context.timerService().registerEventTimeTimer(EvaluationTimers.ofSecond(secondEndMillis));
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
    List<RiskEvent> due = new ArrayList<>();
    for (byte[] bytes : buffer.take(secondEndMillis)) {
      due.add(RiskEventCodec.decode(bytes));
    }
    byte[] kept = intakes.value();
    IntakeState intake = kept == null ? new IntakeState() : IntakeState.decode(kept);
    if (secondEndMillis <= intake.emptyAtMillis() - IntakeState.KEPT_MILLIS) {
      // Only after a restart, whose first watermark comes behind the first events.
      late.inc(due.size());
      return;
    }
    CompiledRuleSet ruleSet = ruleSets.at(secondEndMillis);
    List<SignalVector> admitted = new Intake(ruleSet.plan()).admit(intake, secondEndMillis, due);
    intakes.update(intake.encode());
    if (!admitted.isEmpty() && ruleSet.plan().counts(Grouping.USER)) {
      byUser.count(ruleSet, secondEndMillis, admitted);
    }
    if (kept == null) {
      scheduleCleanup(ruleSet, intake, context);
    }
    if (!ruleSet.rules().isEmpty() || !ruleSet.lists().equals(EntityLists.NONE)) {
      vectors.inc(admitted.size());
      admitted.forEach(vector -> out.collect(new VersionedSignalVector(ruleSet.version(), vector)));
    }
  }

  private void forgetIfEmpty(long nowMillis, OnTimerContext context) throws Exception {
    byte[] kept = intakes.value();
    if (kept == null) {
      return;
    }
    IntakeState intake = IntakeState.decode(kept);
    CompiledRuleSet ruleSet = ruleSets.at(nowMillis);
    if (emptyAtMillis(ruleSet, intake) <= nowMillis) {
      intakes.clear();
      byUser.clear();
    } else {
      scheduleCleanup(ruleSet, intake, context);
    }
  }

  private void scheduleCleanup(CompiledRuleSet ruleSet, IntakeState intake, Context context)
      throws Exception {
    context
        .timerService()
        .registerEventTimeTimer(EvaluationTimers.ofCleanup(emptyAtMillis(ruleSet, intake)));
  }

  private long emptyAtMillis(CompiledRuleSet ruleSet, IntakeState intake) throws Exception {
    return Math.max(
        intake.emptyAtMillis(), byUser.isKept() ? byUser.emptyAtMillis(ruleSet) : Long.MIN_VALUE);
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
  }
}
