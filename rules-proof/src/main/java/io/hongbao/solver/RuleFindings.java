package io.hongbao.solver;

import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.model.Rule;
import io.hongbao.rules.model.Rule.RuleMode;
import io.hongbao.solver.ProofResult.Proved;
import io.hongbao.solver.ProofResult.Refuted;
import io.hongbao.solver.ProofResult.Unknown;
import io.hongbao.yaml.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is proved of rules and nobody can want, each a warning at the place of the condition. */
public final class RuleFindings {

  /** Sides of a condition that are left out in turn. */
  private static final int MAX_SIDES = 40;

  /** Pairs of rules that are compared. */
  private static final int MAX_PAIRS = 300;

  private static final int FULL_ROLLOUT = 100;

  /** A rule about which the solver did not find out so often is too hard for it. */
  private static final int MAX_UNANSWERED = 2;

  private final RuleProver prover;
  private final List<Problem> found = new ArrayList<>();
  private final Set<String> idle = new HashSet<>();

  /** How many questions about a rule have no answer, by its id. */
  private final Map<String, Integer> unanswered = new HashMap<>();

  private RuleFindings(RuleProver prover) {
    this.prover = prover;
  }

  /** Of rules, each alone and one against the others. */
  public static List<Problem> of(List<ParsedRule> rules, RuleProver prover) {
    RuleFindings findings = new RuleFindings(prover);
    rules.forEach(findings::lookAt);
    findings.compare(rules);
    return findings.found.stream().sorted().toList();
  }

  private void lookAt(ParsedRule rule) {
    ConditionText text = new ConditionText();
    rule.condition().fold(text);
    ProofResult never = prover.neverHolds(rule);
    ProofResult always = prover.alwaysHolds(rule);
    if (never instanceof Proved) {
      idle.add(rule.rule().id());
      add(rule, "can never hold, expected a condition that some traffic meets");
    } else if (always instanceof Proved) {
      idle.add(rule.rule().id());
      add(rule, "always holds, expected a condition that some traffic does not meet");
    }
    addIfUnknown(rule, never, "it can ever hold");
    addIfUnknown(rule, always, "it always holds");
    if (text.hasDivision() && !isTooHard(rule)) {
      ProofResult fails = prover.neverFails(rule);
      if (fails instanceof Refuted refuted) {
        add(
            rule,
            "a division can fail, as with "
                + refuted.example()
                + ": expected a test before it, such as x > 0 && …");
      }
      addIfUnknown(rule, fails, "a division can fail");
    }
    if (!idle.contains(rule.rule().id())) {
      lookAtSides(rule, text.sides());
    }
  }

  private void lookAtSides(ParsedRule rule, List<String> sides) {
    int asked = 0;
    for (int side = 0; side < sides.size(); side++) {
      if (sides.get(side).isEmpty()) {
        continue;
      }
      if (isTooHard(rule)) {
        add(rule, "nothing more is asked about it, as the solver does not find out in time");
        return;
      }
      if (++asked > MAX_SIDES) {
        add(rule, "more than " + MAX_SIDES + " comparisons, the others were not looked at alone");
        return;
      }
      ProofResult same = prover.isSameWithout(rule, side);
      if (same instanceof Proved) {
        add(rule, "'" + sides.get(side) + "' changes nothing, expected the condition without it");
      }
      addIfUnknown(rule, same, "'" + sides.get(side) + "' changes anything");
    }
  }

  private void compare(List<ParsedRule> rules) {
    int pairs = 0;
    for (ParsedRule covered : rules) {
      for (ParsedRule covering : rules) {
        if (canCover(covering, covered)) {
          if (++pairs > MAX_PAIRS) {
            add(
                covered,
                "more than " + MAX_PAIRS + " pairs of rules, the others were not compared");
            return;
          }
          compare(covered, covering);
        }
      }
    }
  }

  /** Whether it would make no difference that one rule finds somebody whom the other finds too. */
  private boolean canCover(ParsedRule covering, ParsedRule covered) {
    Rule a = covering.rule();
    Rule b = covered.rule();
    boolean isHarder = a.verdict().level().compareTo(b.verdict().level()) > 0;
    boolean isAsHard =
        a.verdict().level() == b.verdict().level()
            && a.verdict().forMillis() >= b.verdict().forMillis();
    return !covering.equals(covered)
        && a.verdict().on() == b.verdict().on()
        && (isHarder || isAsHard)
        && a.mode() != RuleMode.OFF
        && b.mode() != RuleMode.OFF
        && (a.mode() == RuleMode.ACTIVE || b.mode() == RuleMode.SHADOW)
        && a.rolloutPercent() == FULL_ROLLOUT
        && !idle.contains(a.id())
        && !idle.contains(b.id())
        && !isTooHard(covering)
        && !isTooHard(covered)
        && SignalScope.usedBy(covering).values().stream()
            .anyMatch(SignalScope.usedBy(covered)::containsValue);
  }

  private void compare(ParsedRule covered, ParsedRule covering) {
    ProofResult implied = prover.implies(covered, covering);
    if (implied instanceof Proved) {
      String other = covering.rule().id();
      String level = levelOf(covered.rule());
      String harder = levelOf(covering.rule());
      add(
          covered,
          level.equals(harder)
              ? "finds nobody whom rule "
                  + other
                  + " does not find, expected other thresholds or one of the two rules"
              : "thresholds in the wrong order, expected another: wherever it says "
                  + level
                  + ", rule "
                  + other
                  + " says "
                  + harder);
    }
    addIfUnknown(covered, implied, "rule " + covering.rule().id() + " finds all whom it finds");
  }

  private static String levelOf(Rule rule) {
    return rule.verdict().level().name().toLowerCase(Locale.ROOT);
  }

  private void addIfUnknown(ParsedRule rule, ProofResult result, String what) {
    if (result instanceof Unknown unknown) {
      unanswered.merge(rule.rule().id(), 1, Integer::sum);
      add(rule, "unknown whether " + what + ": " + unknown.reason());
    }
  }

  private boolean isTooHard(ParsedRule rule) {
    return unanswered.getOrDefault(rule.rule().id(), 0) >= MAX_UNANSWERED;
  }

  private void add(ParsedRule rule, String message) {
    found.add(
        new Problem(rule.file().name(), rule.whenLine(), rule.whenColumn(), "when: " + message));
  }
}
