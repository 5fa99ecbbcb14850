package io.hongbao.show.preview;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;

/** Knows where the packets of each pool go. */
interface PoolCounts {

  PoolPreview of(CampaignWave wave, Pool pool);
}
