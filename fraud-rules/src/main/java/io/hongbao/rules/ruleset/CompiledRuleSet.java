package io.hongbao.rules.ruleset;

import io.hongbao.rules.condition.Condition;
import io.hongbao.rules.file.RuleReadResult;
import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.file.RuleReader;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.model.EntityLists;
import io.hongbao.rules.model.Rule;
import io.hongbao.rules.model.Rule.RuleMode;
import io.hongbao.rules.model.Signal;
import io.hongbao.rules.ruleset.RuleSet.PublishedText;
import io.hongbao.rules.ruleset.RuleSet.RuleProblemsException;
import io.hongbao.rules.signal.SignalPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule set in force: its rules that are not off, compiled, and the plan of all signals they
 * share. Immutable.
 */
public final class CompiledRuleSet {

  /**
   * A rule in force.
   *
   * @param version that verdicts name
   * @param condition over the values of the rule set's plan
   * @param places of its signals in those values, in the order of the rule's signals
   * @param fullAtMillis from when on every window of it has been counted for its whole length
   */
  public record BoundRule(
      Rule rule, int version, Condition condition, List<Integer> places, long fullAtMillis) {

    public BoundRule {
      places = List.copyOf(places);
    }
  }

  /** Before anything was published: no rules. */
  public static final CompiledRuleSet EMPTY =
      new CompiledRuleSet(
          0, Long.MIN_VALUE, SignalPlan.of(List.of()), List.of(), EntityLists.NONE, Map.of());

  private final int version;
  private final long effectiveAtMillis;
  private final SignalPlan plan;
  private final List<BoundRule> rules;
  private final EntityLists lists;
  private final Map<Entity, Long> lifts;

  private CompiledRuleSet(
      int version,
      long effectiveAtMillis,
      SignalPlan plan,
      List<BoundRule> rules,
      EntityLists lists,
      Map<Entity, Long> lifts) {
    this.version = version;
    this.effectiveAtMillis = effectiveAtMillis;
    this.plan = plan;
    this.rules = List.copyOf(rules);
    this.lists = lists;
    this.lifts = Map.copyOf(lifts);
  }

  /**
   * Compiles a set.
   *
   * @throws RuleProblemsException if a text has a problem, which publishing would have refused
   */
  public static CompiledRuleSet of(RuleSet set) {
    RuleReadResult reading =
        RuleReader.readPublished(set.texts().stream().map(PublishedText::file).toList());
    if (!reading.problems().isEmpty()) {
      throw new RuleProblemsException(reading.problems());
    }
    List<ParsedRule> inForce =
        reading.rules().stream().filter(parsed -> parsed.rule().mode() != RuleMode.OFF).toList();
    SignalPlan plan =
        SignalPlan.of(inForce.stream().flatMap(p -> p.rule().signals().values().stream()).toList());
    Map<RuleText, Integer> versions = new HashMap<>();
    set.texts().forEach(text -> versions.put(text.file(), text.version()));
    List<BoundRule> rules = new ArrayList<>();
    for (ParsedRule parsed : inForce) {
      rules.add(bind(parsed, versions.get(parsed.file()), plan, set));
    }
    Map<Entity, Long> lifts = new HashMap<>();
    set.lifts().forEach(lift -> lifts.merge(lift.entity(), lift.atMillis(), Math::max));
    return new CompiledRuleSet(
        set.version(), set.effectiveAtMillis(), plan, rules, reading.lists(), lifts);
  }

  /**
   * A rule set of one rule, active for everybody and with full windows whatever it says itself: for
   * its cases.
   */
  public static CompiledRuleSet forCasesOf(ParsedRule parsed) {
    Rule written = parsed.rule();
    Rule rule =
        new Rule(
            written.id(),
            written.description(),
            RuleMode.ACTIVE,
            100,
            written.signals(),
            written.when(),
            written.verdict());
    SignalPlan plan = SignalPlan.of(rule.signals().values());
    List<Integer> places = rule.signals().values().stream().map(plan::indexOf).toList();
    int[] bound = places.stream().mapToInt(place -> place).toArray();
    BoundRule only = new BoundRule(rule, 1, parsed.condition().bind(bound), places, Long.MIN_VALUE);
    return new CompiledRuleSet(1, Long.MIN_VALUE, plan, List.of(only), EntityLists.NONE, Map.of());
  }

  private static BoundRule bind(ParsedRule parsed, int version, SignalPlan plan, RuleSet set) {
    Rule rule = parsed.rule();
    List<Integer> places = rule.signals().values().stream().map(plan::indexOf).toList();
    long fullAt = Long.MIN_VALUE;
    for (Signal signal : rule.signals().values()) {
      long since =
          set.countedSinceMillis().getOrDefault(signal.canonical(), set.effectiveAtMillis());
      fullAt = Math.max(fullAt, since + signal.windowMillis());
    }
    int[] bound = places.stream().mapToInt(place -> place).toArray();
    return new BoundRule(rule, version, parsed.condition().bind(bound), places, fullAt);
  }

  /** 0 if nothing was published. */
  public int version() {
    return version;
  }

  public long effectiveAtMillis() {
    return effectiveAtMillis;
  }

  public SignalPlan plan() {
    return plan;
  }

  public List<BoundRule> rules() {
    return rules;
  }

  public EntityLists lists() {
    return lists;
  }

  /** The rule of an id, if it is in force. */
  public Optional<BoundRule> rule(String id) {
    return rules.stream().filter(bound -> bound.rule().id().equals(id)).findFirst();
  }

  /** Up to when everything said of an entity is taken back; before all times if nothing is. */
  public long liftedUntilMillis(Entity entity) {
    return lifts.getOrDefault(entity, Long.MIN_VALUE);
  }
}
