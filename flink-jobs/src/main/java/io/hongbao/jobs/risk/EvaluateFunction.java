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

/**
 * Holds a signal vector that has passed all counters against every rule. Keeps nothing that
 * matters.
 */
final class EvaluateFunction extends ProcessFunction<VersionedSignalVector, Hit> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(EvaluateFunction.class);

  /** A note for each rule that could not tell, for each evaluation second at most. */
  static final OutputTag<RiskNote> ERRORS = new OutputTag<>("errors", RiskTypes.NOTE);

  private final RuleSource.Opener rules;

  private transient RuleSource source;
  private transient EffectiveRuleSets ruleSets;
  private transient RuleMetrics metrics;
  private transient Counter outOfStep;
  private transient CompiledRuleSet ruleSet;
  private transient Evaluator evaluator;
  private transient Map<String, Long> reportedErrors;
  private transient long lastSecondEndMillis;
  private transient boolean hasWarned;

  EvaluateFunction(RuleSource.Opener rules) {
    this.rules = rules;
  }

  @Override
  public void open(OpenContext context) {
    source = rules.open();
    ruleSets = new EffectiveRuleSets(source);
    var group = getRuntimeContext().getMetricGroup();
    metrics = new RuleMetrics(group);
    outOfStep = group.counter("outOfStep");
    follow(CompiledRuleSet.EMPTY);
    group.gauge("ruleSetVersion", (Gauge<Integer>) () -> ruleSet.version());
    group.gauge("badRuleSets", (Gauge<Long>) source::badRuleSets);
  }

  @Override
  public void processElement(VersionedSignalVector versioned, Context context, Collector<Hit> out) {
    CompiledRuleSet wanted = ruleSets.at(versioned.vector().beatEndMillis());
    if (wanted.version() != versioned.ruleSetVersion()) {
      outOfStep.inc();
      return;
    }
    if (wanted != ruleSet || versioned.vector().beatEndMillis() > lastSecondEndMillis) {
      reportErrors(context);
      lastSecondEndMillis = versioned.vector().beatEndMillis();
    }
    if (wanted != ruleSet) {
      follow(wanted);
    }
    List<Hit> hits;
    try {
      hits = evaluator.evaluate(versioned.vector());
    } catch (RuntimeException e) {
      // Nothing is known to cause this; still no rule stops the job.
      metrics.failed();
      if (!hasWarned) {
        hasWarned = true;
        LOG.warn("a signal vector cannot be judged; metric errors counts all of them", e);
      }
      return;
    }
    metrics.evaluated();
    for (Hit hit : hits) {
      metrics.hit(hit);
      out.collect(hit);
    }
  }

  private void follow(CompiledRuleSet newRuleSet) {
    ruleSet = newRuleSet;
    evaluator = new Evaluator(newRuleSet);
    reportedErrors = Map.of();
  }

  /**
   * Reports the errors up to the last evaluation second; its own come with the next one's vectors.
   */
  private void reportErrors(Context context) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    Map<String, Long> now = evaluator.faults();
    now.forEach(
        (rule, count) -> {
          long more = count - reportedErrors.getOrDefault(rule, 0L);
          if (more > 0) {
            metrics.errorsOf(rule, more);
            context.output(
                ERRORS,
                RiskNote.errors(
                    ruleSet.version(),
                    rule,
                    more,
                    task.getIndexOfThisSubtask(),
                    task.getNumberOfParallelSubtasks(),
                    lastSecondEndMillis));
          }
        });
    reportedErrors = now;
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
    }
  }
}
