package io.hongbao.domain.draw;

import io.hongbao.domain.Names;
import io.hongbao.domain.money.SharePlanner;
import java.util.List;

/**
 * Seeds of one wave and enterprise for one bucket.
 *
 * @param planNumber the plan that they came with, and whose activation they wait for; 0 for those
 *     of engine version 1, which waited for none
 * @param waveId the wave that gives them away
 * @param enterpriseId who pays
 * @param countsFromMillis epoch milliseconds from which they may be won, whatever their offset; 0
 *     for seeds loaded ahead of the wave
 * @param seeds 1 to 10,000, in the order of their release
 * @param shares into how many each packet is split, 1 to 100 and at most a seed's fen; the draw
 *     does not look at it
 */
public record SeedBatch(
    long planNumber,
    String waveId,
    String enterpriseId,
    long countsFromMillis,
    List<Seed> seeds,
    int shares)
    implements Control {

  /** Most seeds of one batch; keeps a record far below Kafka's message size. */
  public static final int MAX_SEEDS = 10_000;

  /** The plan number of seeds that count as soon as they are in the log. */
  public static final long NO_PLAN = 0;

  public SeedBatch {
    if (planNumber != NO_PLAN) {
      Names.requirePlanNumber(planNumber);
    }
    Names.requireId("wave", waveId);
    Names.requireId("enterprise", enterpriseId);
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty() || seeds.size() > MAX_SEEDS) {
      throw new IllegalArgumentException(
          "batch of " + seeds.size() + " seeds: expected 1 to " + MAX_SEEDS);
    }
    for (int i = 1; i < seeds.size(); i++) {
      if (seeds.get(i).releaseOffsetMillis() < seeds.get(i - 1).releaseOffsetMillis()) {
        throw new IllegalArgumentException("seed " + i + " is released before the one ahead of it");
      }
    }
    if (shares < 1 || shares > SharePlanner.MAX_SHARES) {
      throw new IllegalArgumentException(
          "shares " + shares + ": expected 1 to " + SharePlanner.MAX_SHARES);
    }
    for (Seed seed : seeds) {
      if (seed.amountFen() < shares) {
        throw new IllegalArgumentException(
            "seed of " + seed.amountFen() + " fen in " + shares + " shares: expected 1 fen each");
      }
    }
  }

  /** Seeds of engine version 1: they wait for no activation, and their packets are not split. */
  public SeedBatch(String waveId, String enterpriseId, long countsFromMillis, List<Seed> seeds) {
    this(NO_PLAN, waveId, enterpriseId, countsFromMillis, seeds, 1);
  }

  /** What all packets are worth together. */
  public long amountFen() {
    return amountFen(seeds);
  }

  static long amountFen(List<Seed> seeds) {
    return seeds.stream().mapToLong(Seed::amountFen).sum();
  }

  /** The same seeds, as those of a plan. */
  public SeedBatch ofPlan(long number) {
    return new SeedBatch(number, waveId, enterpriseId, countsFromMillis, seeds, shares);
  }
}
