package io.hongbao.rules.ruleset;

/**
 * Whether the versions behind this record wait for a second person.
 *
 * @param required whether they do
 */
public record ApprovalPolicy(boolean required, long atMillis) implements RulesRecord {}
