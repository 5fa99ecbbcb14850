/**
 * The risk job. Read {@link io.hongbao.jobs.risk.RiskJob} first, which shows the whole flow. All
 * that is counted and judged is so in {@code io.hongbao.rules}; here it is only carried, gathered
 * one evaluation second after the other, and remembered.
 */
package io.hongbao.jobs.risk;
