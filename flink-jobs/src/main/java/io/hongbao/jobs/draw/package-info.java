/**
 * The draw job. Read {@link io.hongbao.jobs.draw.DrawJob} first, which shows the whole flow, then
 * {@code DrawFunction}. All that is decided is decided in the domain; here it is only carried.
 */
package io.hongbao.jobs.draw;
