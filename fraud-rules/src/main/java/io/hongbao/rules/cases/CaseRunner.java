package io.hongbao.rules.cases;

import io.hongbao.rules.book.RuleBook;
import io.hongbao.rules.book.RuleTimeline;
import io.hongbao.rules.count.RiskEvent;
import io.hongbao.rules.file.ParsedRule;
import io.hongbao.rules.judge.Judgement;
import io.hongbao.rules.judge.Verdict;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.replay.Replay;
import io.hongbao.rules.replay.ReplayListener;
import io.hongbao.yaml.DurationText;
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

  /** When a case begins: the beginning of a slice of every width. */
  private static final long START_MILLIS = 1_800_000_000_000L;

  private static final int MOST_DIFFERENCES = 10;

  private CaseRunner() {}

  /** What a rule said of somebody first. */
  private static final class FirstVerdicts implements ReplayListener {
    private final Map<String, Verdict> byName = new TreeMap<>();

    @Override
    public void judged(long beatEndMillis, Entity entity, Judgement judgement) {
      judgement.told().forEach(verdict -> byName.putIfAbsent(entity.name(), verdict));
    }
  }

  /** Runs one case of a rule. */
  public static CaseResult run(ParsedRule rule, RuleCase ruleCase) {
    RuleTimeline timeline = new RuleTimeline();
    timeline.add(RuleBook.forCasesOf(rule));
    FirstVerdicts verdicts = new FirstVerdicts();
    Replay replay = new Replay(timeline, 0, verdicts);
    long lastMillis = START_MILLIS;
    for (RiskEvent event : new CaseEdge(ruleCase, START_MILLIS).log()) {
      replay.take(event);
      lastMillis = event.atMillis();
    }
    replay.finish(lastMillis);
    return new CaseResult(ruleCase, differences(ruleCase, verdicts.byName, replay));
  }

  private static List<String> differences(
      RuleCase ruleCase, Map<String, Verdict> verdicts, Replay replay) {
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
            told(verdict) + ", expected it by " + DurationText.format(expected.byMillis()));
      }
    }
    unexpected.values().forEach(verdict -> differences.add(told(verdict) + ", expected nothing"));
    replay
        .totals()
        .faults()
        .forEach((rule, count) -> differences.add(count + " faults of " + rule));
    if (differences.size() > MOST_DIFFERENCES) {
      int more = differences.size() - MOST_DIFFERENCES;
      differences.subList(MOST_DIFFERENCES, differences.size()).clear();
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
        DurationText.format(verdict.firstMillis() - START_MILLIS),
        verdict.operands().stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  private static String word(Expectation expected) {
    return expected.level().name().toLowerCase(Locale.ROOT);
  }
}
