package io.hongbao.show.live;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.BeaconRound;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A show of two waves, and its parts with something else in them. */
final class LiveCampaigns {

  /** 20:30 in Shanghai. */
  static final long OPENS = Instant.parse("2027-02-05T12:30:00Z").toEpochMilli();

  static final Pool COLA = new Pool("cola", 100, 50_000, 100, 2_000);
  static final Pool TEA = new Pool("tea", 10, 1_000, 100, 100);
  static final CampaignWave FIRST = wave("first", OPENS, COLA, TEA);
  static final CampaignWave SECOND = wave("second", OPENS + 600_000, COLA);
  static final Campaign SHOW = show(FIRST, SECOND);

  private LiveCampaigns() {}

  static Campaign show(CampaignWave... waves) {
    return new Campaign(
            "gala",
            "Asia/Shanghai",
            64,
            new Limits(3, 1),
            List.of(
                new Enterprise("cola", "Cola", "cola-logo", ""),
                new Enterprise("tea", "Tea House", "", "")),
            List.of(new Greeting("stars", "Happy New Year", "")),
            List.of(waves))
        .withChannels(List.of(new Channel("tv", 3_000), new Channel("web", 35_000)));
  }

  /** A wave of five minutes with turns of 5 s and odds of 0.02. */
  static CampaignWave wave(String id, long opensAtMillis, Pool... pools) {
    return new CampaignWave(
        new WaveSchedule(id, opensAtMillis, opensAtMillis + 300_000, 5_000),
        Odds.of("0.02"),
        Odds.of("0.1"),
        new Curve.Uniform(),
        List.of(pools));
  }

  static CampaignWave at(CampaignWave wave, long opensAtMillis, long closesAtMillis) {
    return new CampaignWave(
        new WaveSchedule(wave.id(), opensAtMillis, closesAtMillis, wave.schedule().turnMillis()),
        wave.odds(),
        wave.greetingOdds(),
        wave.curve(),
        wave.pools(),
        wave.beacon(),
        wave.carriesFrom());
  }

  static CampaignWave curve(CampaignWave wave, Curve curve) {
    return new CampaignWave(wave.schedule(), wave.odds(), wave.greetingOdds(), curve, wave.pools());
  }

  static CampaignWave live(
      CampaignWave wave, Optional<BeaconRound> beacon, Optional<String> carriesFrom) {
    return new CampaignWave(
        wave.schedule(),
        wave.odds(),
        wave.greetingOdds(),
        wave.curve(),
        wave.pools(),
        beacon,
        carriesFrom);
  }
}
