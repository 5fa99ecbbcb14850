package io.hongbao.jobs.risk;

import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.verdict.Evaluator;
import io.hongbao.rules.verdict.Hit;
import io.hongbao.rules.verdict.RiskNote;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a card that has passed all counters against every rule. Keeps nothing that matters. */
final class EvaluateFunction extends ProcessFunction<VersionedSignalVector, Hit> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(EvaluateFunction.class);

  /** A note for each rule that could not tell, for each beat at most. */
  static final OutputTag<RiskNote> ERRORS = new OutputTag<>("errors", RiskTypes.NOTE);

  private final RuleSource.Opener rules;

  private transient RuleSource feed;
  private transient EffectiveRuleSets books;
  private transient RuleMetrics metrics;
  private transient Counter outOfStep;
  private transient CompiledRuleSet book;
  private transient Evaluator evaluator;
  private transient Map<String, Long> toldErrors;
  private transient long lastBeatEndMillis;

  EvaluateFunction(RuleSource.Opener rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    feed = rules.open();
    books = new EffectiveRuleSets(feed);
    var group = getRuntimeContext().getMetricGroup();
    metrics = new RuleMetrics(group);
    outOfStep = group.counter("outOfStep");
    follow(CompiledRuleSet.EMPTY);
    group.gauge("ruleSetVersion", (Gauge<Integer>) () -> book.version());
    group.gauge("badRuleSets", (Gauge<Long>) feed::badRuleSets);
  }

  @Override
  public void processElement(VersionedSignalVector passing, Context context, Collector<Hit> out) {
    CompiledRuleSet wanted = books.at(passing.card().beatEndMillis());
    if (wanted.version() != passing.bookVersion()) {
      outOfStep.inc();
      return;
    }
    if (wanted != book || passing.card().beatEndMillis() > lastBeatEndMillis) {
      tellErrors(context);
      lastBeatEndMillis = passing.card().beatEndMillis();
    }
    if (wanted != book) {
      follow(wanted);
    }
    List<Hit> hits;
    try {
      hits = evaluator.evaluate(passing.card());
    } catch (RuntimeException e) {
      // Say, a device whose name no verdict can hold. No rule stops the job.
      metrics.failed();
      LOG.debug("a card of user {} cannot be judged", passing.card().user(), e);
      return;
    }
    metrics.evaluated();
    for (Hit hit : hits) {
      metrics.hit(hit);
      out.collect(hit);
    }
  }

  private void follow(CompiledRuleSet newBook) {
    book = newBook;
    evaluator = new Evaluator(newBook);
    toldErrors = Map.of();
  }

  /** Those of the beats up to the last one; the last beat's own come with the next card. */
  private void tellErrors(Context context) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    Map<String, Long> now = evaluator.faults();
    now.forEach(
        (rule, count) -> {
          long more = count - toldErrors.getOrDefault(rule, 0L);
          if (more > 0) {
            metrics.errorsOf(rule, more);
            context.output(
                ERRORS,
                RiskNote.errors(
                    book.version(),
                    rule,
                    more,
                    task.getIndexOfThisSubtask(),
                    task.getNumberOfParallelSubtasks(),
                    lastBeatEndMillis));
          }
        });
    toldErrors = now;
  }

  @Override
  public void close() {
    if (feed != null) {
      feed.close();
    }
  }
}
