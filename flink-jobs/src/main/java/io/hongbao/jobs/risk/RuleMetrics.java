package io.hongbao.jobs.risk;

import io.hongbao.rules.verdict.Hit;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts what a subtask's rules find. Not thread-safe, but for those who read the numbers. */
final class RuleMetrics {

  /** Rules with numbers of their own; an id once seen keeps them until the job starts again. */
  private static final int MAX_RULES = 1_000;

  private final MetricGroup group;
  private final Counter evaluations;
  private final Counter errors;
  private final Map<String, Counter> hitsByRule = new HashMap<>();
  private final Map<String, Counter> errorsByRule = new HashMap<>();

  RuleMetrics(MetricGroup group) {
    this.group = group;
    this.evaluations = group.counter("evaluations");
    this.errors = group.counter("errors");
  }

  /** A signal vector has been held against all rules. */
  void evaluated() {
    evaluations.inc();
  }

  void hit(Hit hit) {
    of(hit.ruleId(), "hits", hitsByRule).inc();
  }

  /** A rule could not tell, so often in all since its rule set took effect. */
  void errorsOf(String rule, long more) {
    of(rule, "errors", errorsByRule).inc(more);
    errors.inc(more);
  }

  /** A signal vector could not be held against the rules at all. */
  void failed() {
    errors.inc();
  }

  private Counter of(String rule, String name, Map<String, Counter> byRule) {
    Counter known = byRule.get(rule);
    if (known == null) {
      String shown = byRule.size() < MAX_RULES ? rule : "others";
      known =
          byRule.computeIfAbsent(
              shown, any -> group.addGroup("rule").addGroup(shown).counter(name));
    }
    return known;
  }
}
