package io.hongbao.rules.condition;

/** The kinds of {@link NumericExpression}. */
final class NumericExpressions {

  private NumericExpressions() {}

  /** A signal's value. */
  record SignalTerm(String name, int index) implements NumericExpression {
    @Override
    public <B, N> N fold(ConditionFold<B, N> fold) {
      return fold.signal(name);
    }

    @Override
    public double value(double[] values) {
      return values[index];
    }

    @Override
    public String text() {
      return name;
    }

    @Override
    public boolean isConstant() {
      return false;
    }
  }

  /** A number of the rule's text. */
  record ConstantTerm(double constant) implements NumericExpression {
    @Override
    public <B, N> N fold(ConditionFold<B, N> fold) {
      return fold.constant(constant);
    }

    @Override
    public double value(double[] values) {
      return constant;
    }

    @Override
    public String text() {
      return NumberFormatter.of(constant);
    }

    @Override
    public boolean isConstant() {
      return true;
    }
  }

  /** The opposite of a number. */
  record NegativeTerm(NumericExpression of) implements NumericExpression {
    @Override
    public <B, N> N fold(ConditionFold<B, N> fold) {
      return fold.negative(of.fold(fold));
    }

    @Override
    public double value(double[] values) {
      return -of.value(values);
    }

    @Override
    public String text() {
      return "-" + of.text();
    }

    @Override
    public boolean isConstant() {
      return of.isConstant();
    }
  }

  /** Sum, difference, product or ratio of two numbers. */
  record ArithmeticTerm(Arithmetic how, NumericExpression left, NumericExpression right)
      implements NumericExpression {
    @Override
    public <B, N> N fold(ConditionFold<B, N> fold) {
      return fold.arithmetic(how, left.fold(fold), right.fold(fold));
    }

    @Override
    public double value(double[] values) {
      return how.apply(left.value(values), right.value(values));
    }

    @Override
    public String text() {
      return "(" + left.text() + ' ' + how.sign() + ' ' + right.text() + ")";
    }

    @Override
    public boolean isConstant() {
      return false;
    }
  }

  /** One of two numbers. */
  record ChosenTerm(BooleanExpression test, NumericExpression then, NumericExpression otherwise)
      implements NumericExpression {
    @Override
    public <B, N> N fold(ConditionFold<B, N> fold) {
      return fold.chosen(test.fold(fold), then.fold(fold), otherwise.fold(fold));
    }

    @Override
    public double value(double[] values) {
      return test.holds(values) ? then.value(values) : otherwise.value(values);
    }

    @Override
    public String text() {
      return "(? " + then.text() + " : " + otherwise.text() + ")";
    }

    @Override
    public boolean isConstant() {
      return false;
    }
  }
}
