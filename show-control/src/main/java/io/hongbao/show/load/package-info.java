/**
 * Brings a campaign into the log: {@link io.hongbao.show.load.CampaignLoader} stages a plan,
 * appends the seeds and terms of every bucket and activates the plan.
 */
package io.hongbao.show.load;
