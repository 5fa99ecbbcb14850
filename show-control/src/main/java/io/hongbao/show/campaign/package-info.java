/**
 * Campaign files: read and checked by {@link io.hongbao.show.campaign.CampaignFile}, summed up for
 * people by {@link io.hongbao.show.campaign.CampaignSummary}.
 */
package io.hongbao.show.campaign;
