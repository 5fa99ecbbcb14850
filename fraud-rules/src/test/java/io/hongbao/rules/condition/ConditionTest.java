package io.hongbao.rules.condition;

import static io.hongbao.rules.fixtures.RandomConditions.SIGNALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.hongbao.rules.fixtures.RandomConditions;
import java.util.ArrayList;
import java.util.List;
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
    "a > 3 || true, '|| true holds always, expected the condition without it'",
    "true || a > 3, '|| true holds always, expected the condition without it'",
    "a > 3 && false, '&& false holds never, expected the condition without it'",
    "a > 3 && true, '&& true changes nothing, expected the condition without it'",
    "a > 3 || false, '|| false changes nothing, expected the condition without it'",
    "1 < 2, 'the condition uses no signal, so it has the same result for every user'"
  })
  void shouldDoubtWhatCannotBeMeant(String text, String doubt) {
    assertThat(condition(text).doubts()).singleElement().asString().startsWith(doubt);
  }

  @Test
  void shouldDoubtNothingOfAGoodCondition() {
    assertThat(condition("a > 5 && (b == 0 || c < 15.0) && a != 0").doubts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          a > 1 and b > 2           ; 6 'and': expected &&
          a > 1 OR b > 2            ; 6 'OR': expected ||
          not a > 1                 ; 0 'not': expected !
          a = 40                    ; 2 '=': expected ==
          a => 40                   ; 2 '=>': expected >=
          a <> 40                   ; 2 '<>': expected !=
          a \u2265 40              ; 2 '\u2265': expected >=
          a > 1 & b > 2             ; 6 '&': expected &&
          1 < a < 5                 ; 6 a comparison is compared again, expected two: 1 < a && a < 5
          5 >= a > b                ; 7 a comparison is compared again, expected two: 5 >= a && a > b
          a == b == 1               ; 7 '==' between a comparison and a number, expected a number on both sides
          a % 2 == 0                ; 2 '%': a rule knows no remainder, expected one of + - * /
          a > 5%                    ; 5 '%': expected a share, such as 0.05 for 5 %
          a ** 2 > 1                ; 2 '**' for a power: expected a product, such as x * x
          a / 0 > 1                 ; 2 a division by 0 always fails, expected another divisor
          1 / (2 - 2) > a           ; 2 a division by 0 always fails, expected another divisor
          || true                   ; 0 '||': expected something before it
          a > 1 ||                  ; 6 '||': expected something behind it
          a > && b > 1              ; 4 '&&': expected something before it
          a > 1 b > 2               ; 6 'b' behind '1': expected an operator between
          (a > 1                    ; 0 '(' is not closed: expected a ')' behind it
          a > 1)                    ; 5 ')' closes nothing: expected a '(' before it, or none of the two
          a > 10s                   ; 6 unit 's' behind a number: expected the number alone, in the signal's own unit (counts, milliseconds, fen)
          a > 1,000                 ; 5 ',' in a number: expected 1000, without a sign between thousands
          a > '4'                   ; 4 '4': expected signals and numbers, a rule knows no texts
          a == null                 ; 5 'null': expected x == x to ask whether x has any data, x != x whether it has none
          a == NaN                  ; 5 'NaN': expected x == x to ask whether x has any data, x != x whether it has none
          a                         ; 0 the condition is a number, expected a comparison, such as x > 0
          !a                        ; 0 '!' beside a number, expected a comparison there, such as x > 0
          (a > 1) + (b > 1) > 1     ; 8 '+' beside a comparison, expected a number there, such as (x > 5 ? 1 : 0)
          a ? b > 1 : b > 2         ; 2 a number before '?', expected a comparison, such as x > 0
          a > 1 ? 2 : b > 1         ; 6 a number and a comparison beside ':', expected two of one kind
          a between 1 and 5         ; 2 'between': expected two comparisons, such as 1 < x && x < 5
          if a > 1 then b > 1       ; 0 'if': expected TEST ? ONE : OTHER
          """)
  void shouldSayWhatToWriteInstead(String text, String placed) {
    List<ConditionFault> faults = new ArrayList<>();
    Condition.compile(text, SIGNALS, faults::add)
        .ifPresent(condition -> faults.addAll(condition.certainFaults()));

    assertThat(faults).isNotEmpty();
    assertThat(faults.get(0).column() + " " + faults.get(0).message()).isEqualTo(placed);
    assertThat(faults)
        .extracting(ConditionFault::message)
        .noneMatch(message -> message.contains("expecting {") || message.contains("overload"));
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
    var anySign = new RandomConditions(random, RandomConditions.ALL_SIGNS);
    var ordering = new RandomConditions(random, RandomConditions.ORDERING_SIGNS);
    int compared = 0;
    int held = 0;
    for (int i = 0; i < 1_500; i++) {
      // Where a number is missing, CEL's library says something else of equality.
      boolean asksEquality = random.nextBoolean();
      String text = (asksEquality ? anySign : ordering).condition(4);
      Condition condition = condition(text);
      CelRuntime.Program program = runtime.createProgram(condition.tree());
      for (int j = 0; j < 4; j++) {
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

  private static Condition condition(String text) {
    List<ConditionFault> faults = new ArrayList<>();
    return Condition.compile(text, SIGNALS, faults::add)
        .orElseThrow(() -> new AssertionError(text + ": " + faults));
  }
}
