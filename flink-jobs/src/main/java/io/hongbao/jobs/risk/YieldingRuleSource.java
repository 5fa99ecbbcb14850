package io.hongbao.jobs.risk;

import io.hongbao.rules.ruleset.CompiledRuleSet;
import java.util.List;

/**
 * Rule sets whose reader yields to the draw, from the first time it asks for them: every function
 * of the risk job does so in its task's thread, with its first record. By then its state is open;
 * what a process starts for the state of both jobs, it does not start in a thread that yields.
 */
final class YieldingRuleSource implements RuleSource {

  private final RuleSource source;
  private boolean yields;

  YieldingRuleSource(RuleSource source) {
    this.source = source;
  }

  @Override
  public List<CompiledRuleSet> compiledRuleSets() {
    if (!yields) {
      yields = true;
      YieldingThread.yieldFromNowOn();
    }
    return source.compiledRuleSets();
  }

  @Override
  public long badRuleSets() {
    return source.badRuleSets();
  }

  @Override
  public void close() {
    source.close();
  }
}
