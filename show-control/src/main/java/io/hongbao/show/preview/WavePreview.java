package io.hongbao.show.preview;

import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A wave: when it is on, what it gives away, and how that is released.
 *
 * @param odds the share of turns that may win
 * @param pools in the campaign's order
 */
public record WavePreview(WaveSchedule schedule, Odds odds, List<PoolPreview> pools) {

  public WavePreview {
    pools = List.copyOf(pools);
  }

  public String id() {
    return schedule.id();
  }

  public long lengthMillis() {
    return schedule.closesAtMillis() - schedule.opensAtMillis();
  }

  public long packets() {
    return pools.stream().map(PoolPreview::pool).mapToLong(Pool::packets).sum();
  }

  public long budgetFen() {
    return pools.stream().map(PoolPreview::pool).mapToLong(Pool::budgetFen).sum();
  }

  /**
   * Packets of all pools released in each of {@link PoolPreview#SLICES} equal slices of the wave.
   */
  public List<Long> releasedInSlice() {
    return IntStream.range(0, PoolPreview.SLICES)
        .mapToObj(
            slice -> pools.stream().mapToLong(pool -> pool.releasedInSlice().get(slice)).sum())
        .toList();
  }

  /** Wins a second over the whole wave, if everything is won. */
  public double winsPerSecond() {
    return packets() * 1000.0 / lengthMillis();
  }

  /** Wins a second in the slice that releases most, if what it releases is won in it. */
  public double peakWinsPerSecond() {
    return perSecond(Collections.max(releasedInSlice()));
  }

  /** The rate at which so many packets are released in a slice. */
  double perSecond(long releasedInSlice) {
    return releasedInSlice * 1000.0 * PoolPreview.SLICES / lengthMillis();
  }

  /** What turns can do for this wave. */
  AudienceEstimate turnout() {
    return new AudienceEstimate(releasedInSlice(), lengthMillis(), schedule.turnMillis());
  }
}
