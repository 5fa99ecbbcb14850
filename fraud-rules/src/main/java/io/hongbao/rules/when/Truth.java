package io.hongbao.rules.when;

import java.util.List;

/** Something that a condition asks. */
interface Truth {

  /**
   * The answer.
   *
   * @throws RuleFaultException if it cannot be told
   */
  boolean holds(double[] values);

  /** The answer, noting every comparison made on the way. */
  boolean explain(double[] values, List<Operand> operands);
}
