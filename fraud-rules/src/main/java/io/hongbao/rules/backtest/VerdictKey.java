package io.hongbao.rules.backtest;

import io.hongbao.rules.model.Entity;
import io.hongbao.rules.verdict.Verdict;

/** What one version of a rule says of one entity. */
record VerdictKey(Entity entity, String ruleId, int ruleVersion) {

  static VerdictKey of(Verdict verdict) {
    return new VerdictKey(verdict.entity(), verdict.ruleId(), verdict.ruleVersion());
  }

  /** Such as {@code user u1 by hammer, version 3}. */
  @Override
  public String toString() {
    return entity + " by " + ruleId + ", version " + ruleVersion;
  }
}
