package io.hongbao.rehearsal.audience.report;

/**
 * Something that happened, as pictures over time show it.
 *
 * @param atSeconds after the load began; before it is not shown
 * @param label a few characters
 */
public record ChartMark(double atSeconds, String label) {}
