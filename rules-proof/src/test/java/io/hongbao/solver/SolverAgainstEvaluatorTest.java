package io.hongbao.solver;

import static io.hongbao.rules.fixtures.RandomConditions.SIGNALS;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.FPSort;
import io.hongbao.rules.condition.Condition;
import io.hongbao.rules.condition.RuleFaultException;
import io.hongbao.rules.fixtures.RandomConditions;
import io.hongbao.solver.FormulaFold.QuestionFormula;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What the solver says of concrete values is what the evaluator says, faults too: generated
 * conditions and values from a seed. {@code -Dproof.samples=1000000} takes more of them, {@code
 * -Dproof.seed=N} others.
 */
class SolverAgainstEvaluatorTest {

  private static final int VALUES_PER_CONDITION = 25;

  @Test
  void shouldAgreeOnEverySample() {
    int samples = Integer.getInteger("proof.samples", 4_000);
    SplittableRandom random = new SplittableRandom(Long.getLong("proof.seed", 20270205));
    RandomConditions conditions = new RandomConditions(random, RandomConditions.ALL_SIGNS);
    int faults = 0;
    int held = 0;
    for (int done = 0; done < samples; ) {
      try (Context context = new Context()) {
        Expr<?>[] variables =
            SIGNALS.stream()
                .map(name -> context.mkConst(name, context.mkFPSortDouble()))
                .toArray(Expr[]::new);
        @SuppressWarnings("unchecked")
        FormulaFold fold =
            new FormulaFold(context, name -> (Expr<FPSort>) variables[SIGNALS.indexOf(name)]);
        for (int i = 0; i < 40 && done < samples; i++) {
          String text = conditions.condition(4);
          Condition condition = Condition.compile(text, SIGNALS, fault -> {}).orElseThrow();
          QuestionFormula formula = condition.fold(fold);
          for (int j = 0; j < VALUES_PER_CONDITION; j++, done++) {
            double[] values = random.doubles(3).map(any -> value(random)).toArray();
            int expected = evaluated(condition, values);
            assertThat(solved(formula, fold, variables, values))
                .as("%s for %s", text, Arrays.toString(values))
                .isEqualTo(expected);
            faults += expected < 0 ? 1 : 0;
            held += expected > 0 ? 1 : 0;
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "solver against evaluator: %,d samples, %,d held, %,d faults, 0 differ%n",
        samples,
        held,
        faults);
    assertThat(faults).isPositive();
    assertThat(held).isBetween(samples / 5, samples * 4 / 5);
  }

  /** 1 if it holds, 0 if not, -1 for a fault. */
  private static int evaluated(Condition condition, double[] values) {
    try {
      return condition.holds(values) ? 1 : 0;
    } catch (RuleFaultException e) {
      return -1;
    }
  }

  private static int solved(
      QuestionFormula formula, FormulaFold fold, Expr<?>[] variables, double[] values) {
    Expr<?>[] numbers = Arrays.stream(values).mapToObj(fold::number).toArray(Expr[]::new);
    if (isTrue(formula.fault(), variables, numbers)) {
      return -1;
    }
    return isTrue(formula.value(), variables, numbers) ? 1 : 0;
  }

  private static boolean isTrue(BoolExpr formula, Expr<?>[] variables, Expr<?>[] numbers) {
    Expr<?> value = formula.substitute(variables, numbers).simplify();
    assertThat(value.isTrue() || value.isFalse()).as("a value: %s", value).isTrue();
    return value.isTrue();
  }

  private static double value(SplittableRandom random) {
    return switch (random.nextInt(10)) {
      case 0 -> Double.NaN;
      case 1 -> 0;
      case 2 -> random.nextInt(4);
      case 3 -> Double.longBitsToDouble(random.nextLong());
      case 4 -> random.nextLong(1L << 53);
      case 5 -> random.nextDouble() * 1e-300;
      default -> random.nextInt(-50, 50) / 4.0;
    };
  }
}
