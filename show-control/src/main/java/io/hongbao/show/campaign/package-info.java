/** Campaign files: read and checked by {@link io.hongbao.show.campaign.CampaignFile}. */
package io.hongbao.show.campaign;
