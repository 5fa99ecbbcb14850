package io.hongbao.rules.condition;

import java.util.List;

/**
 * The kinds of {@link BooleanExpression}. And and or follow CEL: a side that cannot be told does
 * not matter if the other side decides.
 */
final class BooleanExpressions {

  private BooleanExpressions() {}

  /** Two numbers compared. */
  record CompareTruth(Comparison how, NumericExpression left, NumericExpression right)
      implements BooleanExpression {
    @Override
    public <B, N> B fold(ConditionFold<B, N> fold) {
      return fold.compare(how, left.fold(fold), right.fold(fold));
    }

    @Override
    public boolean holds(double[] values) {
      return how.holds(left.value(values), right.value(values));
    }

    @Override
    public boolean explain(double[] values, List<EvaluatedComparison> operands) {
      double leftValue = left.value(values);
      double rightValue = right.value(values);
      boolean held = how.holds(leftValue, rightValue);
      operands.add(
          new EvaluatedComparison(
              shown(left, leftValue) + ' ' + how.sign() + ' ' + shown(right, rightValue), held));
      return held;
    }

    private static String shown(NumericExpression expression, double value) {
      return expression.isConstant()
          ? expression.text()
          : expression.text() + ' ' + NumberFormatter.of(value);
    }
  }

  /** Both. */
  record AndTruth(BooleanExpression left, BooleanExpression right) implements BooleanExpression {
    @Override
    public <B, N> B fold(ConditionFold<B, N> fold) {
      return fold.and(left.fold(fold), right.fold(fold));
    }

    @Override
    public boolean holds(double[] values) {
      boolean first;
      try {
        first = left.holds(values);
      } catch (RuleFaultException e) {
        if (right.holds(values)) {
          throw e;
        }
        return false;
      }
      return first && right.holds(values);
    }

    @Override
    public boolean explain(double[] values, List<EvaluatedComparison> operands) {
      boolean first;
      try {
        first = left.explain(values, operands);
      } catch (RuleFaultException e) {
        if (right.explain(values, operands)) {
          throw e;
        }
        return false;
      }
      return first && right.explain(values, operands);
    }
  }

  /** One of the two, or both. */
  record OrTruth(BooleanExpression left, BooleanExpression right) implements BooleanExpression {
    @Override
    public <B, N> B fold(ConditionFold<B, N> fold) {
      return fold.or(left.fold(fold), right.fold(fold));
    }

    @Override
    public boolean holds(double[] values) {
      boolean first;
      try {
        first = left.holds(values);
      } catch (RuleFaultException e) {
        if (!right.holds(values)) {
          throw e;
        }
        return true;
      }
      return first || right.holds(values);
    }

    @Override
    public boolean explain(double[] values, List<EvaluatedComparison> operands) {
      boolean first;
      try {
        first = left.explain(values, operands);
      } catch (RuleFaultException e) {
        if (!right.explain(values, operands)) {
          throw e;
        }
        return true;
      }
      return first || right.explain(values, operands);
    }
  }

  /** The contrary. */
  record NotTruth(BooleanExpression of) implements BooleanExpression {
    @Override
    public <B, N> B fold(ConditionFold<B, N> fold) {
      return fold.not(of.fold(fold));
    }

    @Override
    public boolean holds(double[] values) {
      return !of.holds(values);
    }

    @Override
    public boolean explain(double[] values, List<EvaluatedComparison> operands) {
      return !of.explain(values, operands);
    }
  }

  /** One of two tests. */
  record ChosenTruth(BooleanExpression test, BooleanExpression then, BooleanExpression otherwise)
      implements BooleanExpression {
    @Override
    public <B, N> B fold(ConditionFold<B, N> fold) {
      return fold.choice(test.fold(fold), then.fold(fold), otherwise.fold(fold));
    }

    @Override
    public boolean holds(double[] values) {
      return test.holds(values) ? then.holds(values) : otherwise.holds(values);
    }

    @Override
    public boolean explain(double[] values, List<EvaluatedComparison> operands) {
      return test.explain(values, operands)
          ? then.explain(values, operands)
          : otherwise.explain(values, operands);
    }
  }

  /** True or false as the text says. */
  record FixedTruth(boolean fixed) implements BooleanExpression {
    @Override
    public <B, N> B fold(ConditionFold<B, N> fold) {
      return fold.fixed(fixed);
    }

    @Override
    public boolean holds(double[] values) {
      return fixed;
    }

    @Override
    public boolean explain(double[] values, List<EvaluatedComparison> operands) {
      return fixed;
    }
  }

  /** Two answers compared. */
  record SameTruth(boolean same, BooleanExpression left, BooleanExpression right)
      implements BooleanExpression {
    @Override
    public <B, N> B fold(ConditionFold<B, N> fold) {
      return fold.sameAnswer(same, left.fold(fold), right.fold(fold));
    }

    @Override
    public boolean holds(double[] values) {
      return (left.holds(values) == right.holds(values)) == same;
    }

    @Override
    public boolean explain(double[] values, List<EvaluatedComparison> operands) {
      return (left.explain(values, operands) == right.explain(values, operands)) == same;
    }
  }
}
