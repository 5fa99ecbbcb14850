/** The whole way from events to verdicts, in memory: the base of cases and backtests. */
package io.hongbao.rules.replay;
