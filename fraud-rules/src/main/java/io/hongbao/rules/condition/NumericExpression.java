package io.hongbao.rules.condition;

/** A number that a condition computes. */
interface NumericExpression {

  /**
   * The number; NaN if it rests on no data.
   *
   * @throws RuleFaultException if it divides by zero
   */
  double value(double[] values);

  /** Returns what the fold makes of this expression. */
  <B, N> N fold(ConditionFold<B, N> fold);

  /** As an analyst would write it, with the numbers that the signals have. */
  String text();

  /** Whether the text alone says the value. */
  boolean isConstant();
}
