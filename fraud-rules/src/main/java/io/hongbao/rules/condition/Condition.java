package io.hongbao.rules.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A condition over signals, ready to be asked: CEL has checked it, and a small tree of its own
 * answers in well under a microsecond. Immutable.
 *
 * <p>It knows its signals by their place in an array of values. {@link #bind} gives it other
 * places, those of a plan for many rules.
 */
public final class Condition {

  private final CelAbstractSyntaxTree tree;
  private final List<String> signals;
  private final BooleanExpression test;
  private final Set<String> used;

  private Condition(
      CelAbstractSyntaxTree tree, List<String> signals, BooleanExpression test, Set<String> used) {
    this.tree = tree;
    this.signals = signals;
    this.test = test;
    this.used = used;
  }

  /**
   * Checks and compiles.
   *
   * @param signals the names that it may use; their order is that of the values
   * @param faults hears what is wrong
   * @return empty if there was a fault
   */
  public static Optional<Condition> compile(
      String text, List<String> signals, Consumer<ConditionFault> faults) {
    return new CelCheck(signals, faults)
        .check(text)
        .flatMap(
            tree -> {
              int[] places = IntStream.range(0, signals.size()).toArray();
              TreeCompiler compiler = new TreeCompiler(tree, signals, places);
              List<ConditionFault> found = compiler.refusals();
              found.forEach(faults);
              return found.isEmpty()
                  ? Optional.of(
                      new Condition(tree, signals, compiler.compile(), compiler.usedSignals()))
                  : Optional.empty();
            });
  }

  /**
   * The same condition over values in which its signals have other places.
   *
   * @param places of the signals, in the order in which they were declared
   */
  public Condition bind(int[] places) {
    return new Condition(tree, signals, new TreeCompiler(tree, signals, places).compile(), used);
  }

  /** Whether a signal stands in it. */
  public boolean uses(String signal) {
    return used.contains(signal);
  }

  /** Where it can only fail: what it divides by is zero whatever the signals are. */
  public List<ConditionFault> certainFaults() {
    return new TreeCompiler(tree, signals, new int[signals.size()]).certainFaults();
  }

  /** What it asks and cannot mean, in words; for warnings. */
  public List<String> doubts() {
    return ConditionLint.of(test, !used.isEmpty());
  }

  /**
   * The answer.
   *
   * @throws RuleFaultException if it cannot be told
   */
  public boolean holds(double[] values) {
    return test.holds(values);
  }

  /**
   * Every comparison that was made for the answer, in order.
   *
   * @throws RuleFaultException if it cannot be told
   */
  public List<EvaluatedComparison> explain(double[] values) {
    List<EvaluatedComparison> operands = new ArrayList<>();
    test.explain(values, operands);
    return List.copyOf(operands);
  }

  /** Returns what the fold makes of this expression. */
  public <B, N> B fold(ConditionFold<B, N> fold) {
    return test.fold(fold);
  }

  /** The checked tree, for a comparison with CEL's own evaluator. */
  CelAbstractSyntaxTree tree() {
    return tree;
  }
}
