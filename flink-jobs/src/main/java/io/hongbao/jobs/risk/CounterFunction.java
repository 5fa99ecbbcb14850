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
 * A further stop of a card, keyed by {@link VersionedSignalVector#keyFor}: gathers a beat's cards,
 * has them counted, and sends them on with what was counted. A card that the grouping does not
 * count passes at once.
 */
final class CounterFunction
    extends KeyedProcessFunction<String, VersionedSignalVector, VersionedSignalVector> {

  private static final long serialVersionUID = 1L;

  private final Grouping by;
  private final RuleSource.Opener rules;

  private transient RuleSource feed;
  private transient EffectiveRuleSets books;
  private transient EvaluationBuffer gathered;
  private transient KeyCounter counter;
  private transient Counter late;
  private transient Counter outOfStep;

  CounterFunction(Grouping by, RuleSource.Opener rules) {
    this.by = by;
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    feed = rules.open();
    books = new EffectiveRuleSets(feed);
    gathered = EvaluationBuffer.of(getRuntimeContext());
    counter = KeyCounter.of(getRuntimeContext(), by, books);
    late = getRuntimeContext().getMetricGroup().counter("late");
    outOfStep = getRuntimeContext().getMetricGroup().counter("outOfStep");
  }

  @Override
  public void processElement(
      VersionedSignalVector passing, Context context, Collector<VersionedSignalVector> out)
      throws Exception {
    long beatEnd = passing.card().beatEndMillis();
    CompiledRuleSet book = books.at(beatEnd);
    if (book.version() != passing.bookVersion()) {
      outOfStep.inc();
    } else if (!book.plan().counts(by) || !passing.isNamedFor(by)) {
      out.collect(passing);
    } else {
      gathered.add(beatEnd, passing.encode());
      context.timerService().registerEventTimeTimer(EvaluationTimers.ofBeat(beatEnd));
    }
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
    CompiledRuleSet book = books.at(beatEnd);
    List<SignalVector> cards = new ArrayList<>();
    for (byte[] bytes : gathered.take(beatEnd)) {
      VersionedSignalVector passing = VersionedSignalVector.decode(bytes);
      if (passing.bookVersion() == book.version()) {
        cards.add(passing.card());
      } else {
        outOfStep.inc();
      }
    }
    if (cards.isEmpty()) {
      return;
    }
    boolean isNew = !counter.isKept();
    if (!counter.count(book, beatEnd, cards)) {
      late.inc(cards.size());
      return;
    }
    if (isNew) {
      lookAgain(book, context);
    }
    cards.forEach(card -> out.collect(new VersionedSignalVector(book.version(), card)));
  }

  private void forgetIfEmpty(long nowMillis, OnTimerContext context) throws Exception {
    if (!counter.isKept()) {
      return;
    }
    CompiledRuleSet book = books.at(nowMillis);
    if (counter.emptyAtMillis(book) <= nowMillis) {
      counter.clear();
    } else {
      lookAgain(book, context);
    }
  }

  private void lookAgain(CompiledRuleSet book, Context context) throws Exception {
    context
        .timerService()
        .registerEventTimeTimer(EvaluationTimers.ofLook(counter.emptyAtMillis(book)));
  }

  @Override
  public void close() {
    if (feed != null) {
      feed.close();
    }
  }
}
