package io.hongbao.rules.file;

import io.hongbao.rules.condition.Condition;
import io.hongbao.rules.model.Rule;

/**
 * A rule without a problem, and its condition ready to be asked.
 *
 * @param file it stands in
 * @param idLine where its id stands, from 1
 * @param idColumn from 1
 */
public record ParsedRule(RuleText file, Rule rule, Condition condition, int idLine, int idColumn) {}
