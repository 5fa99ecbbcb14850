package io.hongbao.domain.campaign;

import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.ReleaseTimes;
import io.hongbao.domain.draw.WaveSchedule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The most money that is released within a minute.
 *
 * <p>A stock of n packets worth b fen together that releases r of them within the minute counts ⌈b
 * · r / n⌉ fen: its budget in equal parts, since what each packet holds is decided by chance. Which
 * r packets these are, {@link ReleaseTimes} says. All stocks are added up, those of a wave and
 * those of the waves beside it.
 *
 * <p>The minutes that are looked at are those in which the sum can be greatest: from each opening,
 * to each close, from each step of a curve and to just behind its last packet, and, where a wave
 * opens within a minute of the close of another, from each second between. With ramps one packet
 * more may be released in another minute.
 *
 * @param fen in that minute, 0 if nothing is released
 * @param fromMillis when the minute begins
 */
public record ReleasePeak(long fen, long fromMillis) {

  /** Length of the minute. */
  static final long MINUTE_MILLIS = 60_000;

  private static final long SECOND_MILLIS = 1_000;

  /** Packets that are released by one curve. */
  private record Stock(WaveSchedule schedule, Curve curve, ReleaseTimes times, long budgetFen) {

    static Optional<Stock> of(WaveSchedule schedule, Curve curve, List<Pool> pools) {
      long packets = pools.stream().mapToLong(Pool::packets).sum();
      long lengthMillis = schedule.closesAtMillis() - schedule.opensAtMillis();
      return packets == 0
          ? Optional.empty()
          : Optional.of(
              new Stock(
                  schedule,
                  curve,
                  new ReleaseTimes(curve, lengthMillis, packets),
                  pools.stream().mapToLong(Pool::budgetFen).sum()));
    }

    BigInteger fen(long fromMillis) {
      long offsetMillis = fromMillis - schedule.opensAtMillis();
      long released =
          times.releasedBefore(offsetMillis + MINUTE_MILLIS) - times.releasedBefore(offsetMillis);
      BigInteger packets = BigInteger.valueOf(times.packets());
      return BigInteger.valueOf(budgetFen)
          .multiply(BigInteger.valueOf(released))
          .add(packets.subtract(BigInteger.ONE))
          .divide(packets);
    }

    void addMinutes(Set<Long> minutes) {
      minutes.add(schedule.opensAtMillis());
      minutes.add(schedule.closesAtMillis() - MINUTE_MILLIS);
      Curve shape = curve instanceof Curve.Capped capped ? capped.shape() : curve;
      if (shape instanceof Curve.Steps steps) {
        for (Curve.Step step : steps.steps()) {
          minutes.add(schedule.opensAtMillis() + step.atMillis());
          minutes.add(behind(shape, step) - MINUTE_MILLIS);
        }
      }
    }

    /** When all of a step is released: at once, or at the cap. */
    private long behind(Curve shape, Curve.Step step) {
      long last =
          new ReleaseTimes(
                      shape, schedule.closesAtMillis() - schedule.opensAtMillis(), times.packets())
                  .releasedBefore(step.atMillis() + 1)
              - 1;
      return schedule.opensAtMillis() + 1 + (last < 0 ? step.atMillis() : times.offsetMillis(last));
    }

    /** Whether another stock begins while this one's last minute is not over. */
    boolean isMetBy(Stock other) {
      long opensAtMillis = other.schedule.opensAtMillis();
      return opensAtMillis >= schedule.closesAtMillis()
          && opensAtMillis < schedule.closesAtMillis() + MINUTE_MILLIS;
    }

    boolean isReleasedIn(long fromMillis) {
      return schedule.opensAtMillis() < fromMillis + MINUTE_MILLIS
          && schedule.closesAtMillis() > fromMillis;
    }
  }

  /**
   * The greatest of a campaign. What is left of a wave that another carries from is counted in
   * both, as if nothing of it had been won.
   *
   * @param releases each stock that is added to the log, as a wave whose pools are released over
   *     its length; of a campaign that is loaded at once, its waves
   */
  public static ReleasePeak of(Campaign campaign, List<CampaignWave> releases) {
    List<Stock> stocks = new ArrayList<>();
    releases.forEach(
        wave -> Stock.of(wave.schedule(), wave.curve(), wave.pools()).ifPresent(stocks::add));
    for (CampaignWave wave : campaign.waves()) {
      Stock.of(wave.schedule(), wave.curve(), carried(campaign, wave)).ifPresent(stocks::add);
    }
    return of(stocks);
  }

  private static ReleasePeak of(List<Stock> stocks) {
    Set<Long> minutes = new HashSet<>();
    stocks.forEach(stock -> stock.addMinutes(minutes));
    for (Stock stock : stocks) {
      if (stocks.stream().anyMatch(stock::isMetBy)) {
        long closesAtMillis = stock.schedule.closesAtMillis();
        for (long millis = MINUTE_MILLIS; millis > 0; millis -= SECOND_MILLIS) {
          minutes.add(closesAtMillis - millis);
        }
      }
    }
    ReleasePeak peak = new ReleasePeak(0, 0);
    for (long fromMillis : new TreeSet<>(minutes)) {
      long fen =
          stocks.stream()
              .filter(stock -> stock.isReleasedIn(fromMillis))
              .map(stock -> stock.fen(fromMillis))
              .reduce(BigInteger.ZERO, BigInteger::add)
              .longValueExact();
      peak = fen > peak.fen ? new ReleasePeak(fen, fromMillis) : peak;
    }
    return peak;
  }

  /** The pools of all waves whose packets may have come into this one. */
  private static List<Pool> carried(Campaign campaign, CampaignWave wave) {
    List<Pool> pools = new ArrayList<>();
    Optional<CampaignWave> from = wave.carriesFrom().flatMap(campaign::wave);
    while (from.isPresent()) {
      pools.addAll(from.get().pools());
      from = from.get().carriesFrom().flatMap(campaign::wave);
    }
    return pools;
  }
}
