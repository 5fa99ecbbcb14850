package io.hongbao.show.live;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SealedTerms;
import io.hongbao.wire.records.SealedTerms.SealedWave;
import java.util.ArrayList;
import java.util.List;

/** Makes the Terms of a plan: the same for every bucket, and the same each time. */
final class PlanTerms {

  private PlanTerms() {}

  static SealedTerms of(PlanRecord plan, List<LimitChange> limitChanges) {
    Campaign campaign = plan.campaign();
    List<String> greetingIds = campaign.greetings().stream().map(Greeting::id).toList();
    List<SealedWave> waves = new ArrayList<>();
    for (CampaignWave wave : campaign.waves()) {
      waves.add(
          new SealedWave(
              wave.schedule(),
              wave.odds(),
              wave.greetingOdds(),
              greetingIds,
              plan.secrets().get(wave.id()),
              wave.beacon()));
    }
    return new SealedTerms(
        plan.show(),
        plan.number(),
        campaign.buckets(),
        plan.partitions(),
        UserHash.NAME,
        DrawEngine.VERSION,
        waves,
        campaign.enterprises().stream().map(Enterprise::id).toList(),
        limitChanges,
        plan.kind(),
        campaign.claimTerms(),
        campaign.answerLifetime());
  }
}
