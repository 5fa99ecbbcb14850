package io.hongbao.rules.when;

import java.util.List;

/**
 * The kinds of {@link Truth}. And and or follow CEL: a side that cannot be told does not matter if
 * the other side decides.
 */
final class Truths {

  private Truths() {}

  /** Two numbers compared. */
  record CompareTruth(Comparison how, Term left, Term right) implements Truth {
    @Override
    public boolean holds(double[] values) {
      return how.holds(left.value(values), right.value(values));
    }

    @Override
    public boolean explain(double[] values, List<Operand> operands) {
      double leftValue = left.value(values);
      double rightValue = right.value(values);
      boolean held = how.holds(leftValue, rightValue);
      operands.add(
          new Operand(
              shown(left, leftValue) + ' ' + how.sign() + ' ' + shown(right, rightValue), held));
      return held;
    }

    private static String shown(Term term, double value) {
      return term.isConstant() ? term.text() : term.text() + ' ' + NumberText.of(value);
    }
  }

  /** Both. */
  record AndTruth(Truth left, Truth right) implements Truth {
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
    public boolean explain(double[] values, List<Operand> operands) {
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
  record OrTruth(Truth left, Truth right) implements Truth {
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
    public boolean explain(double[] values, List<Operand> operands) {
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
  record NotTruth(Truth of) implements Truth {
    @Override
    public boolean holds(double[] values) {
      return !of.holds(values);
    }

    @Override
    public boolean explain(double[] values, List<Operand> operands) {
      return !of.explain(values, operands);
    }
  }

  /** One of two tests. */
  record ChosenTruth(Truth test, Truth then, Truth otherwise) implements Truth {
    @Override
    public boolean holds(double[] values) {
      return test.holds(values) ? then.holds(values) : otherwise.holds(values);
    }

    @Override
    public boolean explain(double[] values, List<Operand> operands) {
      return test.explain(values, operands)
          ? then.explain(values, operands)
          : otherwise.explain(values, operands);
    }
  }

  /** True or false as the text says. */
  record FixedTruth(boolean fixed) implements Truth {
    @Override
    public boolean holds(double[] values) {
      return fixed;
    }

    @Override
    public boolean explain(double[] values, List<Operand> operands) {
      return fixed;
    }
  }

  /** Two answers compared. */
  record SameTruth(boolean same, Truth left, Truth right) implements Truth {
    @Override
    public boolean holds(double[] values) {
      return (left.holds(values) == right.holds(values)) == same;
    }

    @Override
    public boolean explain(double[] values, List<Operand> operands) {
      return (left.explain(values, operands) == right.explain(values, operands)) == same;
    }
  }
}
