package io.hongbao.rules.backtest;

import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Rule;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.replay.RuleReplay;
import io.hongbao.rules.replay.RuleReplay.RuleReplayTotals;
import io.hongbao.rules.replay.RuleReplayListener;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.CompiledRuleSet.BoundRule;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSetTimeline;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.rules.verdict.Hit;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rule set over recorded traffic, from its first record on, by the classes that judge live. What
 * comes before the span fills windows and is counted nowhere. Not thread-safe.
 */
public final class Backtest {

  /** Before any show: windows count as full, as far as the traffic reaches back. */
  private static final long PUBLISHED_AT_MILLIS = 0;

  /** Partitions are read in the order of time; a broker's clock may step back a little. */
  private static final long LATENESS_MILLIS = 2_000;

  private final CompiledRuleSet ruleSet;
  private final TimeSpan span;
  private final List<Sweep> sweeps;
  private final Map<String, RuleTally> tallies = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final RuleReplay replay;
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis;

  private Backtest(CompiledRuleSet ruleSet, TimeSpan span, List<Sweep> sweeps) {
    this.ruleSet = ruleSet;
    this.span = span;
    this.sweeps = sweeps;
    ruleSet.rules().forEach(bound -> tallies.put(bound.rule().id(), new RuleTally()));
    RuleSetTimeline timeline = new RuleSetTimeline();
    timeline.add(ruleSet);
    this.replay = new RuleReplay(timeline, LATENESS_MILLIS, new Tallying());
  }

  /** Rules and their sweeps; the texts have no problems. */
  public static Backtest withSweeps(List<RuleText> texts, TimeSpan span) {
    CompiledRuleSet ruleSet = compile(texts);
    return new Backtest(ruleSet, span, Sweep.of(ruleSet));
  }

  /** Rules alone; the texts have no problems. */
  public static Backtest of(List<RuleText> texts, TimeSpan span) {
    return new Backtest(compile(texts), span, List.of());
  }

  private static CompiledRuleSet compile(List<RuleText> texts) {
    return CompiledRuleSet.of(RuleSet.first(texts, "backtest", "", PUBLISHED_AT_MILLIS));
  }

  private final class Tallying implements RuleReplayListener {
    @Override
    public void evaluated(SignalVector vector, List<Hit> hits) {
      if (!span.contains(vector.beatEndMillis() - 1)) {
        return;
      }
      seen.add(vector.user());
      for (Hit hit : hits) {
        tallies.computeIfAbsent(hit.ruleId(), any -> new RuleTally()).add(vector.user(), hit);
      }
      for (Sweep sweep : sweeps) {
        sweep.ask(vector.user(), vector.values());
      }
    }
  }

  public void take(RiskEvent event) {
    replay.take(event);
    firstMillis = Math.min(firstMillis, event.atMillis());
    lastMillis = Math.max(lastMillis, event.atMillis());
  }

  /** Counts what is still open. */
  public void finish() {
    replay.finish(lastMillis + LATENESS_MILLIS);
  }

  /** The rules that are not off, by their ids. */
  public Map<String, Rule> rules() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (BoundRule bound : ruleSet.rules()) {
      rules.put(bound.rule().id(), bound.rule());
    }
    return rules;
  }

  /** How far the rules look back. */
  public long longestWindowMillis() {
    return rules().values().stream()
        .flatMap(rule -> rule.signals().values().stream())
        .mapToLong(Signal::windowMillis)
        .max()
        .orElse(0);
  }

  /** When the log took the first record; the end of time if it has none. */
  long firstMillis() {
    return firstMillis;
  }

  /** By rule; the deny list too, if it found anybody. */
  public Map<String, RuleTally> tallies() {
    return Collections.unmodifiableMap(tallies);
  }

  /** Everybody in the span. */
  public Set<String> seen() {
    return Collections.unmodifiableSet(seen);
  }

  public List<Sweep> sweeps() {
    return sweeps;
  }

  public RuleReplayTotals totals() {
    return replay.totals();
  }
}
