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
 * The first stop of an event, keyed by user: gathers a beat's events, makes cards of them, and has
 * those counted by user.
 */
final class IntakeFunction extends KeyedProcessFunction<String, RiskEvent, VersionedSignalVector> {

  private static final long serialVersionUID = 1L;

  private final RuleSource.Opener rules;

  private transient RuleSource feed;
  private transient EffectiveRuleSets books;
  private transient EvaluationBuffer gathered;
  private transient KeyCounter byUser;

  /** {@link IntakeState}; cleared with the counter's when neither is of use any more. */
  private transient ValueState<byte[]> intakes;

  private transient Counter events;
  private transient Counter late;
  private transient Counter cards;

  IntakeFunction(RuleSource.Opener rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    feed = rules.open();
    books = new EffectiveRuleSets(feed);
    gathered = EvaluationBuffer.of(getRuntimeContext());
    byUser = KeyCounter.of(getRuntimeContext(), Grouping.USER, books);
    intakes =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "intake", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    var metrics = getRuntimeContext().getMetricGroup();
    events = metrics.counter("events");
    late = metrics.counter("late");
    cards = metrics.counter("cards");
  }

  @Override
  public void processElement(RiskEvent event, Context context, Collector<VersionedSignalVector> out)
      throws Exception {
    events.inc();
    long beatEnd = EvaluationSecond.endOf(event.atMillis());
    if (EvaluationTimers.ofBeat(beatEnd) <= context.timerService().currentWatermark()) {
      late.inc();
      return;
    }
    gathered.add(beatEnd, RiskEventCodec.encode(event));
    context.timerService().registerEventTimeTimer(EvaluationTimers.ofBeat(beatEnd));
  }

  @Override
  public void onTimer(
      long timerMillis, OnTimerContext context, Collector<VersionedSignalVector> out)
      throws Exception {
    if (EvaluationTimers.isLook(timerMillis)) {
      forgetIfEmpty(timerMillis, context);
      return;
    }
    long beatEnd = EvaluationTimers.beatEndOf(timerMillis);
    List<RiskEvent> due = new ArrayList<>();
    for (byte[] bytes : gathered.take(beatEnd)) {
      due.add(RiskEventCodec.decode(bytes));
    }
    byte[] kept = intakes.value();
    IntakeState intake = kept == null ? new IntakeState() : IntakeState.decode(kept);
    if (beatEnd <= intake.emptyAtMillis() - IntakeState.KEPT_MILLIS) {
      // Only after a restart, whose first watermark comes behind the first events.
      late.inc(due.size());
      return;
    }
    CompiledRuleSet book = books.at(beatEnd);
    List<SignalVector> admitted = new Intake(book.plan()).admit(intake, beatEnd, due);
    intakes.update(intake.encode());
    if (!admitted.isEmpty() && book.plan().counts(Grouping.USER)) {
      byUser.count(book, beatEnd, admitted);
    }
    if (kept == null) {
      lookAgain(book, intake, context);
    }
    if (!book.rules().isEmpty() || !book.lists().equals(EntityLists.NONE)) {
      cards.inc(admitted.size());
      admitted.forEach(card -> out.collect(new VersionedSignalVector(book.version(), card)));
    }
  }

  private void forgetIfEmpty(long nowMillis, OnTimerContext context) throws Exception {
    byte[] kept = intakes.value();
    if (kept == null) {
      return;
    }
    IntakeState intake = IntakeState.decode(kept);
    CompiledRuleSet book = books.at(nowMillis);
    if (emptyAtMillis(book, intake) <= nowMillis) {
      intakes.clear();
      byUser.clear();
    } else {
      lookAgain(book, intake, context);
    }
  }

  private void lookAgain(CompiledRuleSet book, IntakeState intake, Context context)
      throws Exception {
    context
        .timerService()
        .registerEventTimeTimer(EvaluationTimers.ofLook(emptyAtMillis(book, intake)));
  }

  private long emptyAtMillis(CompiledRuleSet book, IntakeState intake) throws Exception {
    return Math.max(
        intake.emptyAtMillis(), byUser.isKept() ? byUser.emptyAtMillis(book) : Long.MIN_VALUE);
  }

  @Override
  public void close() {
    if (feed != null) {
      feed.close();
    }
  }
}
