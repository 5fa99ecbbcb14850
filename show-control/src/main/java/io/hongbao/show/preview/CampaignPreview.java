package io.hongbao.show.preview;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.limits.Limits;
import io.hongbao.show.seeds.SeedPlanner;
import java.util.List;
import java.util.stream.Stream;

/**
 * A campaign in numbers.
 *
 * @param fromSeeds whether seeds were planned and counted; else there are too many, and the numbers
 *     are what the planner's rules make of them
 * @param waves in the order of their openings
 */
public record CampaignPreview(
    String show,
    String timeZone,
    int buckets,
    Limits limits,
    List<Channel> channels,
    boolean fromSeeds,
    List<WavePreview> waves) {

  /** So many seeds are planned and counted within a second, in 16 MB. */
  static final long MAX_SEEDS = 2_000_000;

  public CampaignPreview {
    channels = List.copyOf(channels);
    waves = List.copyOf(waves);
  }

  /**
   * Looks at a campaign.
   *
   * @param planningSeed the numbers here are the same for any: the planner deals packets to buckets
   *     and to time evenly, and what chance does to amounts is not shown
   */
  public static CampaignPreview of(Campaign campaign, WaveSecret planningSeed) {
    return of(campaign, planningSeed, MAX_SEEDS);
  }

  static CampaignPreview of(Campaign campaign, WaveSecret planningSeed, long maxSeeds) {
    long packets =
        campaign.waves().stream()
            .flatMap(wave -> wave.pools().stream())
            .mapToLong(Pool::packets)
            .sum();
    boolean fromSeeds = packets <= maxSeeds;
    PoolCounts counts =
        fromSeeds
            ? PlannedSeeds.count(campaign, SeedPlanner.plan(campaign, planningSeed))
            : new EstimatedSeeds(campaign.buckets());
    return new CampaignPreview(
        campaign.show(),
        campaign.timeZone(),
        campaign.buckets(),
        campaign.limits(),
        campaign.channels(),
        fromSeeds,
        campaign.waves().stream().map(wave -> wave(wave, counts)).toList());
  }

  private static WavePreview wave(CampaignWave wave, PoolCounts counts) {
    return new WavePreview(
        wave.schedule(),
        wave.odds(),
        wave.carriesFrom(),
        wave.maxWinsPerSecond(),
        wave.pools().stream().map(pool -> counts.of(wave, pool)).toList());
  }

  public long packets() {
    return waves.stream().mapToLong(WavePreview::packets).sum();
  }

  public long budgetFen() {
    return waves.stream().mapToLong(WavePreview::budgetFen).sum();
  }

  /** How many phones it takes at least to hold all packets of the show within the limits. */
  public long phonesToHoldAll() {
    long byUser = ceilingOf(packets(), limits.packetsPerUser());
    return Stream.concat(Stream.of(byUser), enterprises().map(this::phonesToHold))
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  private Stream<String> enterprises() {
    return waves.stream()
        .flatMap(wave -> wave.pools().stream())
        .map(pool -> pool.pool().enterpriseId())
        .distinct();
  }

  private long phonesToHold(String enterpriseId) {
    long packets =
        waves.stream()
            .flatMap(wave -> wave.pools().stream())
            .map(PoolPreview::pool)
            .filter(pool -> pool.enterpriseId().equals(enterpriseId))
            .mapToLong(Pool::packets)
            .sum();
    return ceilingOf(packets, limits.packetsPerUserAndEnterprise());
  }

  private static long ceilingOf(long packets, int each) {
    return (packets + each - 1) / each;
  }
}
