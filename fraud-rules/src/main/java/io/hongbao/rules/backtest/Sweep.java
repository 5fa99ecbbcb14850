package io.hongbao.rules.backtest;

import io.hongbao.rules.condition.Condition;
import io.hongbao.rules.condition.RuleFaultException;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.CompiledRuleSet.BoundRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One threshold of a rule, tried with other numbers over the same traffic: whom would the condition
 * have found? Rollout and lists play no part. Not thread-safe.
 */
public final class Sweep {

  /** Of a rule; a condition with more is not tuned by looking at one number after the other. */
  private static final int MAX_THRESHOLDS = 6;

  private final String ruleId;
  private final Threshold threshold;
  private final List<Point> points;

  /** A number and whom the condition finds with it. */
  public static final class Point {
    private final double value;
    private final Condition condition;
    private final Set<String> users = new HashSet<>();

    private Point(double value, Condition condition) {
      this.value = value;
      this.condition = condition;
    }

    public double value() {
      return value;
    }

    /** A live view of whom it has found. */
    public Set<String> users() {
      return users;
    }
  }

  private Sweep(String ruleId, Threshold threshold, List<Point> points) {
    this.ruleId = ruleId;
    this.threshold = threshold;
    this.points = List.copyOf(points);
  }

  /** Sweeps over every threshold of a rule set's rules. */
  static List<Sweep> of(CompiledRuleSet ruleSet) {
    List<Sweep> sweeps = new ArrayList<>();
    for (BoundRule bound : ruleSet.rules()) {
      List<Threshold> thresholds =
          Threshold.of(bound.rule().when(), bound.rule().signals().keySet());
      for (Threshold each : thresholds.stream().limit(MAX_THRESHOLDS).toList()) {
        sweeps.add(new Sweep(bound.rule().id(), each, points(bound, each)));
      }
    }
    return sweeps;
  }

  private static List<Point> points(BoundRule bound, Threshold threshold) {
    int[] places = bound.places().stream().mapToInt(place -> place).toArray();
    List<String> names = List.copyOf(bound.rule().signals().keySet());
    List<Point> points = new ArrayList<>();
    for (double candidate : threshold.candidates()) {
      Condition.compile(threshold.whenWith(candidate), names, fault -> {})
          .ifPresent(condition -> points.add(new Point(candidate, condition.bind(places))));
    }
    return points;
  }

  /** Asks about somebody's shake. */
  void ask(String user, double[] values) {
    for (Point point : points) {
      if (!point.users.contains(user) && holds(point.condition, values)) {
        point.users.add(user);
      }
    }
  }

  private static boolean holds(Condition condition, double[] values) {
    try {
      return condition.holds(values);
    } catch (RuleFaultException e) {
      // As in the rule itself: what cannot be told finds nobody.
      return false;
    }
  }

  public String ruleId() {
    return ruleId;
  }

  /** The comparison, such as {@code users > 5}. */
  public String comparison() {
    return threshold.text();
  }

  /** The number that stands in the rule. */
  public double value() {
    return threshold.value();
  }

  /** From the least number on. */
  public List<Point> points() {
    return points;
  }
}
