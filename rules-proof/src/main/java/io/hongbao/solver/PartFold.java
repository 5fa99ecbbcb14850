package io.hongbao.solver;

import io.hongbao.rules.condition.Arithmetic;
import io.hongbao.rules.condition.Comparison;
import io.hongbao.rules.condition.ConditionFold;

/**
 * Another fold of a condition without one of its parts: a side of an {@code &&} becomes true, one
 * of an {@code ||} false. Sides are numbered in the order in which they are folded. Not
 * thread-safe; for one condition.
 */
final class PartFold<B, N> implements ConditionFold<B, N> {

  private final ConditionFold<B, N> inner;
  private final int leftOut;
  private int sides;

  PartFold(ConditionFold<B, N> inner, int leftOut) {
    this.inner = inner;
    this.leftOut = leftOut;
  }

  @Override
  public B and(B left, B right) {
    return inner.and(side(left, true), side(right, true));
  }

  @Override
  public B or(B left, B right) {
    return inner.or(side(left, false), side(right, false));
  }

  private B side(B made, boolean neutral) {
    return sides++ == leftOut ? inner.fixed(neutral) : made;
  }

  @Override
  public B fixed(boolean value) {
    return inner.fixed(value);
  }

  @Override
  public B not(B of) {
    return inner.not(of);
  }

  @Override
  public B choice(B test, B then, B otherwise) {
    return inner.choice(test, then, otherwise);
  }

  @Override
  public B sameAnswer(boolean same, B left, B right) {
    return inner.sameAnswer(same, left, right);
  }

  @Override
  public B compare(Comparison how, N left, N right) {
    return inner.compare(how, left, right);
  }

  @Override
  public N signal(String name) {
    return inner.signal(name);
  }

  @Override
  public N constant(double value) {
    return inner.constant(value);
  }

  @Override
  public N negative(N of) {
    return inner.negative(of);
  }

  @Override
  public N arithmetic(Arithmetic how, N left, N right) {
    return inner.arithmetic(how, left, right);
  }

  @Override
  public N chosen(B test, N then, N otherwise) {
    return inner.chosen(test, then, otherwise);
  }
}
