/**
 * The risk job. Read {@link io.hongbao.jobs.risk.RiskJob} first, which shows the whole flow. All
 * that is counted and judged is so in {@code io.hongbao.rules}; here it is only carried, gathered
 * beat by beat, and remembered.
 */
package io.hongbao.jobs.risk;
