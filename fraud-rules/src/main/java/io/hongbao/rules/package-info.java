/** Rule files: parse, check, test, backtest, publish; and the evaluator. Nothing of it yet. */
package io.hongbao.rules;
