package io.hongbao.rules.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conditions answer as CEL does, with two exceptions: division by zero is a fault, and no data
 * equals nothing, itself included, as CEL's specification says and its Java library does not.
 */
class ConditionTest {

  private static final List<String> SIGNALS = List.of("a", "b", "c");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          a > 5                        ; true
          a > 5.0 && b < 3             ; true
          a == 6 && a != 6.5           ; true
          a * 2 - b / 2 >= 11          ; true
          -a < -5                      ; true
          b > 2 ? a > 7 : a > 5        ; true
          (b > 1 ? a : b) == 6         ; true
          !(a > 5)                     ; false
          c > 0 || c <= 0              ; false
          c != c                       ; true
          !(c < 15)                    ; true
          c + 1 > 0                    ; false
          (a > 5) == (b > 1)           ; true
          true                         ; true
          """)
  void shouldAnswer(String text, boolean expected) {
    assertThat(condition(text).holds(new double[] {6, 2, Double.NaN})).isEqualTo(expected);
  }

  @Test
  void shouldFaultOnDivisionByZero() {
    Condition ratio = condition("a / b > 1");

    assertThatThrownBy(() -> ratio.holds(new double[] {1, 0, 0}))
        .isInstanceOf(RuleFaultException.class)
        .hasMessage("division by zero");
  }

  @ParameterizedTest
  @CsvSource({
    "a / b > 1 && c > 5, false",
    "c > 5 && a / b > 1, false",
    "a / b > 1 || c < 5, true",
    "c < 5 || a / b > 1, true"
  })
  void shouldNotMindASideThatDoesNotDecide(String text, boolean expected) {
    assertThat(condition(text).holds(new double[] {1, 0, 0})).isEqualTo(expected);
  }

  @Test
  void shouldTellTheOperandsAsEvaluated() {
    Condition condition = condition("a > 5 && (b > 20 || c < 15.0) || a / b > 0.333");

    assertThat(condition.explain(new double[] {9, 3, 12.3456}))
        .extracting(EvaluatedComparison::toString)
        .containsExactly("a 9 > 5 true", "b 3 > 20 false", "c 12.346 < 15 true");
    assertThat(condition.explain(new double[] {1, 3, Double.NaN}))
        .extracting(EvaluatedComparison::toString)
        .containsExactly("a 1 > 5 false", "(a / b) 0.333 > 0.333 true");
  }

  @ParameterizedTest
  @CsvSource({
    "a < 0, a < 0 holds never",
    "a > 3 && b >= 0, b >= 0 holds always",
    "a > 1e999, a > infinite holds always or never",
    "!(a == -1), a == -1 holds never",
    "1 < 2, 'the condition uses no signal, so it has the same result for every user'"
  })
  void shouldDoubtWhatCannotBeMeant(String text, String doubt) {
    assertThat(condition(text).doubts()).singleElement().asString().startsWith(doubt);
  }

  @Test
  void shouldDoubtNothingOfAGoodCondition() {
    assertThat(condition("a > 5 && (b == 0 || c < 15.0) && a != 0").doubts()).isEmpty();
  }

  /** On the small stack of a worker thread, whatever somebody publishes. */
  @ParameterizedTest
  @MethodSource("hostileTexts")
  void shouldRefuseOrCompileButNeverThrow(String text) throws Exception {
    FutureTask<Integer> task =
        new FutureTask<>(
            () -> {
              List<ConditionFault> faults = new ArrayList<>();
              return Condition.compile(text, SIGNALS, faults::add)
                  .map(condition -> condition.explain(new double[3]).size())
                  .orElseGet(faults::size);
            });
    Thread small = new Thread(null, task, "small-stack", 512 * 1024);
    small.start();

    assertThat(task.get(30, TimeUnit.SECONDS)).isPositive();
  }

  static List<String> hostileTexts() {
    return List.of(
        "a" + "+a".repeat(2_000) + ">1",
        "a>1" + "||a>1".repeat(800),
        "!".repeat(4_000) + "(a>1)",
        "-".repeat(4_000) + "a>1",
        "a>1" + "?a>1:a>1".repeat(400),
        "[".repeat(2_000),
        "a" + ".b".repeat(1_900) + ">1",
        "f(".repeat(1_000) + "a" + ")".repeat(1_000) + ">1",
        "(a>1)" + " == (a>1)".repeat(400),
        "\"".repeat(3_000),
        "x".repeat(4_000) + " > 1",
        "a > 1 ".repeat(20_000),
        "a in [1.0]",
        "type(a) == double",
        "a.exists(b, b > 1)",
        "matches('a', '(a+)+$')",
        "\u0000",
        "null == null");
  }

  @Test
  void shouldReadItsSignalsWhereAPlanPutsThem() {
    Condition bound = condition("a > 5 && c < 1").bind(new int[] {3, 0, 1});

    assertThat(bound.holds(new double[] {0, 0.5, 0, 6})).isTrue();
    assertThat(bound.holds(new double[] {6, 6, 6, 0})).isFalse();
  }

  @Test
  void shouldAgreeWithCelsOwnEvaluator() throws Exception {
    CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder().build();
    SplittableRandom random = new SplittableRandom(20270205);
    int compared = 0;
    int held = 0;
    for (int i = 0; i < 1_500; i++) {
      String text = truth(random, 4);
      Condition condition = condition(text);
      CelRuntime.Program program = runtime.createProgram(condition.tree());
      for (int j = 0; j < 4; j++) {
        boolean asksEquality = text.contains("==") || text.contains("!=");
        double[] values = random.doubles(3).map(any -> number(random, asksEquality)).toArray();
        boolean answer;
        try {
          answer = condition.holds(values);
        } catch (RuleFaultException e) {
          continue;
        }
        assertThat(answer).as(text).isEqualTo(cel(program, values));
        compared++;
        held += answer ? 1 : 0;
      }
    }
    assertThat(compared).isGreaterThan(4_000);
    assertThat(held).isBetween(compared / 5, compared * 4 / 5);
  }

  private static boolean cel(CelRuntime.Program program, double[] values)
      throws CelEvaluationException {
    return (Boolean) program.eval(Map.of("a", values[0], "b", values[1], "c", values[2]));
  }

  private static double number(SplittableRandom random, boolean asksEquality) {
    return switch (random.nextInt(asksEquality ? 1 : 0, 4)) {
      case 0 -> Double.NaN;
      case 1 -> random.nextInt(4);
      default -> random.nextInt(-50, 50) / 4.0;
    };
  }

  private static String truth(SplittableRandom random, int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(8);
    return switch (kind) {
      case 1, 2 -> "(" + truth(random, depth - 1) + " && " + truth(random, depth - 1) + ")";
      case 3, 4 -> "(" + truth(random, depth - 1) + " || " + truth(random, depth - 1) + ")";
      case 5 -> "!" + truth(random, depth - 1).replaceFirst("^(?!\\()(.*)$", "($1)");
      case 6 ->
          String.format(
              Locale.ROOT,
              "(%s ? %s : %s)",
              truth(random, depth - 1),
              truth(random, depth - 1),
              truth(random, depth - 1));
      default ->
          "("
              + term(random, depth)
              + ' '
              + List.of("<", "<=", ">", ">=", "==", "!=").get(random.nextInt(depth == 0 ? 6 : 4))
              + ' '
              + term(random, depth)
              + ")";
    };
  }

  private static String term(SplittableRandom random, int depth) {
    int kind = depth == 0 ? random.nextInt(2) : random.nextInt(6);
    return switch (kind) {
      case 0 -> SIGNALS.get(random.nextInt(SIGNALS.size()));
      case 1 -> random.nextBoolean() ? "" + random.nextInt(10) : random.nextInt(100) / 8.0 + "";
      case 2 -> "(-" + SIGNALS.get(random.nextInt(SIGNALS.size())) + ")";
      case 3 ->
          String.format(
              Locale.ROOT,
              "(%s ? %s : %s)",
              truth(random, depth - 1),
              term(random, depth - 1),
              term(random, depth - 1));
      default ->
          "("
              + term(random, depth - 1)
              + ' '
              + List.of("+", "-", "*", "/").get(random.nextInt(4))
              + ' '
              + term(random, depth - 1)
              + ")";
    };
  }

  private static Condition condition(String text) {
    List<ConditionFault> faults = new ArrayList<>();
    return Condition.compile(text, SIGNALS, faults::add)
        .orElseThrow(() -> new AssertionError(text + ": " + faults));
  }
}
