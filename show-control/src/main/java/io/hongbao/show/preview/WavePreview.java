package io.hongbao.show.preview;

import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A wave: when it is on, what it gives away, and how that is released.
 *
 * @param odds the share of turns that may win
 * @param carriesFrom the wave whose packets that are left it gives away beside its own; no figure
 *     here counts them
 * @param maxWinsPerSecond the most packets that are released in any second; empty without a cap
 * @param pools in the campaign's order
 */
public record WavePreview(
    WaveSchedule schedule,
    Odds odds,
    Optional<String> carriesFrom,
    OptionalInt maxWinsPerSecond,
    List<PoolPreview> pools) {

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

  /**
   * The share of their turns, 0 to 1, that viewers lose whose picture is late: they see the wave
   * open that much later, and it closes at the same instant for everybody.
   *
   * <p>Let t be a turn, L the wave, d the delay, and phases even. A viewer who begins at d has lost
   * the turns that ended by then. Turn k ends at (k + 1)·t + phase, so their mean number is (d − t)
   * / t from d = t on, and none before: the first turn lasts one to two turn lengths. A user has L
   * / t turns on average, at least 1. So the share is (d − t) / L from d = t on; and all of them if
   * d is L or more, also the turn that still runs at the close.
   */
  double shareOfTurnsLost(long delayMillis) {
    if (delayMillis >= lengthMillis()) {
      return 1;
    }
    return (double) Math.max(0, delayMillis - schedule.turnMillis()) / lengthMillis();
  }

  /** What turns can do for this wave. */
  AudienceEstimate turnout() {
    return new AudienceEstimate(releasedInSlice(), lengthMillis(), schedule.turnMillis());
  }
}
