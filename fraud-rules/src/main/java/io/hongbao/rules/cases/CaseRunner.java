package io.hongbao.rules.cases;

import io.hongbao.rules.cases.RuleCase.Expectation;
import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.replay.RuleReplay;
import io.hongbao.rules.replay.RuleReplayListener;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSetTimeline;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.rules.verdict.VerdictEngine.VerdictUpdate;
import io.hongbao.yaml.DurationFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs cases with the classes that judge live traffic. The rule runs as if it were active for
 * everybody, so that a shadow rule can be tested.
 */
public final class CaseRunner {

  /**
   * How a case went.
   *
   * @param differences from what was expected, each a sentence; empty if it went as it should
   */
  public record CaseResult(RuleCase ruleCase, List<String> differences) {

    public CaseResult {
      differences = List.copyOf(differences);
    }

    public boolean passed() {
      return differences.isEmpty();
    }
  }

  /** When a case begins: the beginning of a slice of every width. */
  private static final long START_MILLIS = 1_800_000_000_000L;

  private static final int MAX_DIFFERENCES = 10;

  private CaseRunner() {}

  /** What a rule said of somebody first. */
  private static final class FirstVerdicts implements RuleReplayListener {
    private final Map<String, Verdict> byName = new TreeMap<>();

    @Override
    public void judged(long secondEndMillis, Entity entity, VerdictUpdate update) {
      update.told().forEach(verdict -> byName.putIfAbsent(entity.name(), verdict));
    }
  }

  /** Runs one case of a rule. */
  public static CaseResult run(ParsedRule rule, RuleCase ruleCase) {
    RuleSetTimeline timeline = new RuleSetTimeline();
    timeline.add(CompiledRuleSet.forCasesOf(rule));
    FirstVerdicts verdicts = new FirstVerdicts();
    RuleReplay replay = new RuleReplay(timeline, 0, verdicts);
    long lastMillis = START_MILLIS;
    for (RiskEvent event : new CaseEdge(ruleCase, START_MILLIS).log()) {
      replay.take(event);
      lastMillis = event.atMillis();
    }
    replay.finish(lastMillis);
    return new CaseResult(ruleCase, differences(ruleCase, verdicts.byName, replay));
  }

  private static List<String> differences(
      RuleCase ruleCase, Map<String, Verdict> verdicts, RuleReplay replay) {
    List<String> differences = new ArrayList<>();
    Map<String, Verdict> unexpected = new TreeMap<>(verdicts);
    for (Expectation expected : ruleCase.expected()) {
      Verdict verdict = unexpected.remove(expected.who());
      if (verdict == null) {
        differences.add("nothing said of " + expected.who() + ", expected " + word(expected));
      } else if (verdict.level() != expected.level()) {
        differences.add(told(verdict) + ", expected " + word(expected));
      } else if (verdict.firstMillis() - START_MILLIS > expected.byMillis()) {
        differences.add(
            told(verdict) + ", expected it by " + DurationFormatter.format(expected.byMillis()));
      }
    }
    unexpected.values().forEach(verdict -> differences.add(told(verdict) + ", expected nothing"));
    replay
        .totals()
        .faults()
        .forEach((rule, count) -> differences.add(count + " faults of " + rule));
    if (differences.size() > MAX_DIFFERENCES) {
      int more = differences.size() - MAX_DIFFERENCES;
      differences.subList(MAX_DIFFERENCES, differences.size()).clear();
      differences.add("and " + more + " more");
    }
    return differences;
  }

  private static String told(Verdict verdict) {
    return String.format(
        Locale.ROOT,
        "%s %s after %s (%s)",
        verdict.entity(),
        verdict.level().name().toLowerCase(Locale.ROOT),
        DurationFormatter.format(verdict.firstMillis() - START_MILLIS),
        verdict.operands().stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  private static String word(Expectation expected) {
    return expected.level().name().toLowerCase(Locale.ROOT);
  }
}
