/**
 * Fraud rules: what analysts write, and the classes that judge live traffic and backtests by it.
 */
package io.hongbao.rules;
