package io.hongbao.rules.ruleset;

/** What may stand in the topic {@code rules}. {@link RuleHistory} says what follows from it. */
public sealed interface RulesRecord permits RuleSet, ApprovalPolicy {}
