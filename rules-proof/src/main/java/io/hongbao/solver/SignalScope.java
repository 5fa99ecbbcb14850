package io.hongbao.solver;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.FPNum;
import com.microsoft.z3.FPSort;
import com.microsoft.z3.Model;
import io.hongbao.rules.condition.Condition;
import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.model.Signal;
import io.hongbao.solver.FormulaFold.QuestionFormula;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The signals of one or two rules as variables, with their bounds. */
final class SignalScope {

  private static final int SIGNIFICAND_BITS = 52;

  private final Context context;
  private final List<Signal> signals;
  private final Map<Signal, Expr<FPSort>> variables = new LinkedHashMap<>();
  private final Map<Signal, String> names;

  private SignalScope(Context context, List<Signal> signals, Map<Signal, String> names) {
    this.context = context;
    this.signals = signals;
    this.names = names;
    for (int i = 0; i < signals.size(); i++) {
      variables.put(
          signals.get(i), context.mkConst(SignalBounds.name(i), context.mkFPSortDouble()));
    }
  }

  /** Of rules; a name that they use for different signals stands with what it means. */
  static SignalScope of(Context context, List<ParsedRule> rules) {
    Set<Signal> signals = new LinkedHashSet<>();
    Map<Signal, String> names = new HashMap<>();
    Map<String, Signal> meanings = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (ParsedRule rule : rules) {
      usedBy(rule)
          .forEach(
              (name, signal) -> {
                signals.add(signal);
                names.putIfAbsent(signal, name);
                if (!signal.equals(meanings.merge(name, signal, (first, second) -> first))) {
                  ambiguous.add(name);
                }
              });
    }
    names.replaceAll(
        (signal, name) -> ambiguous.contains(name) ? name + " (" + signal.canonical() + ")" : name);
    return new SignalScope(context, List.copyOf(signals), names);
  }

  /** The signals that stand in a rule's condition, by the names that it gives them. */
  static Map<String, Signal> usedBy(ParsedRule rule) {
    Map<String, Signal> used = new LinkedHashMap<>(rule.rule().signals());
    used.keySet().removeIf(name -> !rule.condition().uses(name));
    return used;
  }

  /** A rule's condition over the variables. */
  QuestionFormula question(ParsedRule rule) {
    return rule.condition().fold(fold(rule));
  }

  FormulaFold fold(ParsedRule rule) {
    return new FormulaFold(context, name -> variables.get(rule.rule().signals().get(name)));
  }

  /** What signals are by their nature. */
  BoolExpr bounds() {
    SignalBounds bounds = SignalBounds.of(signals);
    List<String> places = IntStream.range(0, signals.size()).mapToObj(SignalBounds::name).toList();
    FormulaFold fold =
        new FormulaFold(
            context, name -> variables.get(signals.get(Integer.parseInt(name.substring(1)))));
    List<BoolExpr> all = new ArrayList<>();
    for (String text : bounds.conditions()) {
      Condition condition =
          Condition.compile(text, places, fault -> {})
              .orElseThrow(() -> new IllegalStateException("a bound is no condition: " + text));
      all.add(fold.holds(condition.fold(fold)));
    }
    for (int place : bounds.whole()) {
      all.add(isWholeOrNone(variables.get(signals.get(place))));
    }
    return context.mkAnd(all.toArray(BoolExpr[]::new));
  }

  /** That all signals are whole, and none is above a limit: examples that people can read. */
  BoolExpr readable(double limit) {
    FormulaFold fold = new FormulaFold(context, any -> null);
    return context.mkAnd(
        variables.values().stream()
            .map(
                variable ->
                    context.mkOr(
                        context.mkFPIsNaN(variable),
                        context.mkAnd(
                            isWholeOrNone(variable),
                            context.mkFPLEq(variable, fold.number(limit)))))
            .toArray(BoolExpr[]::new));
  }

  private BoolExpr isWholeOrNone(Expr<FPSort> variable) {
    return context.mkOr(
        context.mkFPIsNaN(variable),
        context.mkFPEq(
            variable, context.mkFPRoundToIntegral(context.mkFPRoundNearestTiesToEven(), variable)));
  }

  /** The values of a model. */
  SignalValues values(Model model) {
    Map<Signal, Double> values = new LinkedHashMap<>();
    variables.forEach(
        (signal, variable) ->
            values.put(signal, doubleOf((FPNum) model.eval(variable, true).simplify())));
    return new SignalValues(values, names);
  }

  private static double doubleOf(FPNum number) {
    if (number.isNaN()) {
      return Double.NaN;
    }
    if (number.isInf()) {
      return number.isNegative() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (number.isZero()) {
      return number.isNegative() ? -0.0 : 0.0;
    }
    long bits =
        (number.getExponentInt64(true) << SIGNIFICAND_BITS)
            | (number.getSignificandUInt64() & ((1L << SIGNIFICAND_BITS) - 1));
    return Double.longBitsToDouble(number.isNegative() ? bits | Long.MIN_VALUE : bits);
  }

  /** A rule's values out of an example, in the order of its signals; none of unused ones. */
  static double[] valuesOf(ParsedRule rule, SignalValues example) {
    return rule.rule().signals().values().stream()
        .mapToDouble(signal -> example.values().getOrDefault(signal, Double.NaN))
        .toArray();
  }
}
