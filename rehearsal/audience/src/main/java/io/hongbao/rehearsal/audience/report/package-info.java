/**
 * The report of a load as one HTML file: readable without scripts and without anything from
 * elsewhere, on a phone, on a desktop, on paper, in light and dark.
 *
 * <p>Read {@link io.hongbao.rehearsal.audience.report.ReportPage} first: data in, text out. What
 * was issued against the plan comes from Kafka through {@link
 * io.hongbao.rehearsal.audience.report.PlanFinder}.
 */
package io.hongbao.rehearsal.audience.report;
