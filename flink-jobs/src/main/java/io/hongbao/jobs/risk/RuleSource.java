package io.hongbao.jobs.risk;

import io.hongbao.rules.ruleset.CompiledRuleSet;
import java.io.Serializable;
import java.util.List;

/** The rule sets that were published, in force or not yet. Thread-safe. */
interface RuleSource extends AutoCloseable {

  /** Those that may still matter, compiled, by ascending version; the same list until one comes. */
  List<CompiledRuleSet> compiledRuleSets();

  /** How many published records could not be used; what was in force before them stays so. */
  long badRuleSets();

  @Override
  void close();

  /** Opens a feed where an operator runs. */
  @FunctionalInterface
  interface Opener extends Serializable {

    /** Returns once everything that is published by now is known. */
    RuleSource open();
  }
}
