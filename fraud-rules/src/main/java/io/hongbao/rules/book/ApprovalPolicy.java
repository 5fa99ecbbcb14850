package io.hongbao.rules.book;

/**
 * Whether the versions behind this record wait for a second person.
 *
 * @param required whether they do
 */
public record ApprovalPolicy(boolean required, long atMillis) implements RulesRecord {}
