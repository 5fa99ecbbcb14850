package io.hongbao.show.campaign;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Odds;
import io.hongbao.show.seeds.ReleaseTimes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A campaign in numbers, for people.
 *
 * @param waves in the order of their openings
 */
public record CampaignSummary(
    String show,
    String timeZone,
    int buckets,
    long packets,
    long budgetFen,
    List<WaveSummary> waves) {

  /** Into how many equal slices of time a wave's release is cut. */
  public static final int SLICES = 20;

  public CampaignSummary {
    waves = List.copyOf(waves);
  }

  /**
   * A wave.
   *
   * @param odds the share of shakes that may win
   * @param shakesToGiveAll so many shakes let as many pass, on average, as there are packets; empty
   *     if the odds are 0
   * @param releasedInSlice packets released in each of {@link #SLICES} equal slices of the wave
   */
  public record WaveSummary(
      String id,
      long opensAtMillis,
      long closesAtMillis,
      Odds odds,
      long packets,
      long budgetFen,
      OptionalLong shakesToGiveAll,
      List<Long> releasedInSlice,
      List<PoolSummary> pools) {

    public WaveSummary {
      releasedInSlice = List.copyOf(releasedInSlice);
      pools = List.copyOf(pools);
    }

    public long lengthMillis() {
      return closesAtMillis - opensAtMillis;
    }

    /** Wins a second over the whole wave, if everything is won. */
    public double winsPerSecond() {
      return packets * 1000.0 / lengthMillis();
    }

    /** Wins a second in the slice that releases most, if what it releases is won in it. */
    public double mostWinsPerSecond() {
      long most = releasedInSlice.stream().mapToLong(Long::longValue).max().orElse(0);
      return most * 1000.0 * SLICES / lengthMillis();
    }
  }

  /**
   * A pool.
   *
   * @param fewestInBucket seeds of the bucket that gets fewest; another gets one more at most
   */
  public record PoolSummary(
      String enterpriseId,
      int packets,
      long budgetFen,
      long minFen,
      long maxFen,
      int fewestInBucket) {}

  /** Sums a campaign up. */
  public static CampaignSummary of(Campaign campaign) {
    List<WaveSummary> waves =
        campaign.waves().stream().map(wave -> wave(wave, campaign.buckets())).toList();
    return new CampaignSummary(
        campaign.show(),
        campaign.timeZone(),
        campaign.buckets(),
        waves.stream().mapToLong(WaveSummary::packets).sum(),
        waves.stream().mapToLong(WaveSummary::budgetFen).sum(),
        waves);
  }

  private static WaveSummary wave(CampaignWave wave, int buckets) {
    long packets = wave.pools().stream().mapToLong(Pool::packets).sum();
    return new WaveSummary(
        wave.id(),
        wave.schedule().opensAtMillis(),
        wave.schedule().closesAtMillis(),
        wave.odds(),
        packets,
        wave.pools().stream().mapToLong(Pool::budgetFen).sum(),
        shakesFor(packets, wave.odds().share()),
        slices(wave, packets),
        wave.pools().stream().map(pool -> pool(pool, buckets)).toList());
  }

  private static PoolSummary pool(Pool pool, int buckets) {
    return new PoolSummary(
        pool.enterpriseId(),
        pool.packets(),
        pool.budgetFen(),
        pool.minFen(),
        pool.maxFen(),
        pool.packets() / buckets);
  }

  private static OptionalLong shakesFor(long packets, BigDecimal odds) {
    if (odds.signum() == 0) {
      return OptionalLong.empty();
    }
    BigDecimal shakes = BigDecimal.valueOf(packets).divide(odds, 0, RoundingMode.CEILING);
    return OptionalLong.of(shakes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact());
  }

  private static List<Long> slices(CampaignWave wave, long packets) {
    long lengthMillis = wave.schedule().closesAtMillis() - wave.schedule().opensAtMillis();
    List<Long> slices = new ArrayList<>();
    if (packets > 0) {
      ReleaseTimes times = new ReleaseTimes(wave.curve(), lengthMillis, packets);
      for (int slice = 0; slice < SLICES; slice++) {
        long from = times.releasedBefore(lengthMillis * slice / SLICES);
        long to = times.releasedBefore(lengthMillis * (slice + 1) / SLICES);
        slices.add(to - from);
      }
    }
    return slices;
  }
}
