package io.hongbao.rules.condition;

/**
 * Why a text is no condition.
 *
 * @param line of the text, from 1
 * @param column of the text, from 0
 * @param message what is wrong and what was expected
 */
public record ConditionFault(int line, int column, String message) {}
