package io.hongbao.show.preview;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import io.hongbao.show.seeds.PlanningSeed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Campaigns to look at, for tests. */
final class Previews {

  private static final long OPENS = Instant.parse("2027-02-05T12:30:00Z").toEpochMilli();

  private Previews() {}

  /** Of a show with one wave of five minutes, turns of 5 s and 64 buckets. */
  static CampaignPreview of(String odds, Curve curve, Pool... pools) {
    return of(new Limits(3, 1), odds, curve, pools);
  }

  static CampaignPreview of(Limits limits, String odds, Curve curve, Pool... pools) {
    var wave =
        new CampaignWave(
            new WaveSchedule("first", OPENS, OPENS + 300_000, 5_000),
            Odds.of(odds),
            Odds.of("0"),
            curve,
            List.of(pools));
    return of(limits, wave);
  }

  static CampaignPreview of(Limits limits, CampaignWave... waves) {
    return of(limits, List.of(), waves);
  }

  static CampaignPreview of(Limits limits, List<Channel> channels, CampaignWave... waves) {
    var campaign =
        new Campaign(
                "gala",
                "Asia/Shanghai",
                64,
                limits,
                List.of(
                    new Enterprise("cola", "Cola", "", ""), new Enterprise("tea", "Tea", "", "")),
                List.of(),
                List.of(waves))
            .withChannels(channels);
    return CampaignPreview.of(campaign, PlanningSeed.forPreview("any"));
  }

  static CampaignWave wave(String id, long opensAfterMillis, String odds, Pool... pools) {
    long opens = OPENS + opensAfterMillis;
    return new CampaignWave(
        new WaveSchedule(id, opens, opens + 300_000, 5_000),
        Odds.of(odds),
        Odds.of("0"),
        new Curve.Uniform(),
        List.of(pools));
  }

  /** A wave without packets of its own, ten minutes after the others open. */
  static CampaignWave carrying(String id, String from) {
    CampaignWave wave = wave(id, 600_000, "0.5");
    return new CampaignWave(
        wave.schedule(),
        wave.odds(),
        wave.greetingOdds(),
        wave.curve(),
        wave.pools(),
        Optional.empty(),
        Optional.of(from));
  }
}
