package io.hongbao.rules.condition;

import java.util.List;

/** Something that a condition asks. */
interface BooleanExpression {

  /**
   * The answer.
   *
   * @throws RuleFaultException if it cannot be told
   */
  boolean holds(double[] values);

  /** Returns what the fold makes of this expression. */
  <B, N> B fold(ConditionFold<B, N> fold);

  /** The answer, noting every comparison made on the way. */
  boolean explain(double[] values, List<EvaluatedComparison> operands);
}
