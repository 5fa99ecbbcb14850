package io.hongbao.rules.condition;

import java.util.ArrayList;
import java.util.List;

/**
 * Comparisons that are right CEL and cannot be meant: no signal is ever below 0, so some of them
 * always hold and some never.
 */
final class ConditionLint {

  private final List<String> found = new ArrayList<>();

  private ConditionLint() {}

  /** What is doubtful of a condition. */
  static List<String> of(BooleanExpression expression, boolean usesSignals) {
    ConditionLint lint = new ConditionLint();
    if (!usesSignals) {
      lint.found.add(
          "the condition uses no signal, so it has the same result for every"
              + " user: expected at least one signal");
    }
    lint.check(expression);
    return List.copyOf(lint.found);
  }

  private void check(BooleanExpression expression) {
    if (expression instanceof BooleanExpressions.CompareTruth compare) {
      lookAt(compare);
    } else if (expression instanceof BooleanExpressions.AndTruth and) {
      lookAtWord(and.left(), and.right(), "&&");
      check(and.left());
      check(and.right());
    } else if (expression instanceof BooleanExpressions.OrTruth or) {
      lookAtWord(or.left(), or.right(), "||");
      check(or.left());
      check(or.right());
    } else if (expression instanceof BooleanExpressions.NotTruth not) {
      check(not.of());
    } else if (expression instanceof BooleanExpressions.ChosenTruth chosen) {
      check(chosen.test());
      check(chosen.then());
      check(chosen.otherwise());
    }
  }

  /** True or false beside an operator either decides alone or changes nothing. */
  private void lookAtWord(BooleanExpression left, BooleanExpression right, String sign) {
    for (BooleanExpression side : List.of(left, right)) {
      if (side instanceof BooleanExpressions.FixedTruth word) {
        boolean decides = word.fixed() == sign.equals("||");
        String what =
            decides ? " holds " + (word.fixed() ? "always" : "never") : " changes nothing";
        found.add(sign + ' ' + word.fixed() + what + ", expected the condition without it");
      }
    }
  }

  private void lookAt(BooleanExpressions.CompareTruth compare) {
    if (compare.left() instanceof NumericExpressions.SignalTerm signal
        && compare.right().isConstant()) {
      double bound = compare.right().value(new double[0]);
      String text = signal.name() + ' ' + compare.how().sign() + ' ' + NumberFormatter.of(bound);
      switch (compare.how()) {
        case LESS -> addIf(bound <= 0, text, "never");
        case AT_MOST, EQUAL -> addIf(bound < 0, text, "never");
        case GREATER -> addIf(bound < 0, text, "always");
        case AT_LEAST -> addIf(bound <= 0, text, "always");
        case DIFFERENT -> addIf(bound < 0, text, "always");
      }
      addIf(Double.isInfinite(bound), text, "always or never");
    }
  }

  private void addIf(boolean doubtful, String text, String how) {
    if (doubtful) {
      found.add(text + " holds " + how + ", expected another threshold");
    }
  }
}
