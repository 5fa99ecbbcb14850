package io.hongbao.rules.ruleset;

/** What may stand in the topic {@code rules}. {@link RuleHistory} says what follows from it. */
public sealed interface RulesRecord permits RuleSet, RulesRecord.ApprovalPolicy {

  /**
   * Whether the versions behind this record wait for a second person.
   *
   * @param required whether they do
   */
  record ApprovalPolicy(boolean required, long atMillis) implements RulesRecord {}
}
