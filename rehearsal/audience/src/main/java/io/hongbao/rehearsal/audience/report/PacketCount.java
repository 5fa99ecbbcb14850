package io.hongbao.rehearsal.audience.report;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.ReleaseTimes;
import io.hongbao.rehearsal.audience.report.PlanProgress.Line;
import io.hongbao.wire.records.WonRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the packets that were issued while a load ran, and what the campaign's curve had released
 * by then. Of each wave, the curve is exact; that of an enterprise is its even share of it, within
 * a packet of what the planner made. Not thread-safe.
 */
final class PacketCount {

  /** A picture of so many points is smooth, and the largest gap is still found by the second. */
  private static final int MAX_STEPS = 600;

  private final Campaign campaign;
  private final List<CampaignWave> waves;
  private final long fromMillis;
  private final int stepSeconds;
  private final int steps;
  private final Map<String, long[]> issuedInStep = new HashMap<>();

  /** A replay of the draw job tells its packets again. */
  private final Set<String> packetIds = new HashSet<>();

  /**
   * Nothing issued yet.
   *
   * @param campaign of the show
   * @param fromMillis when the load began, epoch milliseconds
   * @param seconds how long it took with its last answer
   */
  PacketCount(Campaign campaign, long fromMillis, long seconds) {
    this.campaign = campaign;
    this.fromMillis = fromMillis;
    this.stepSeconds = Math.toIntExact(Math.max(1, (seconds + MAX_STEPS - 1) / MAX_STEPS));
    this.steps = 1 + Math.toIntExact((seconds + stepSeconds - 1) / stepSeconds);
    long endMillis = atMillis(steps - 1);
    this.waves =
        campaign.waves().stream()
            .filter(wave -> wave.schedule().opensAtMillis() <= endMillis)
            .filter(wave -> wave.schedule().closesAtMillis() > fromMillis)
            .filter(wave -> !wave.pools().isEmpty())
            .toList();
  }

  /** A packet that somebody won, in any show and wave, at any time. */
  void issued(WonRecord won) {
    boolean counts =
        won.show().equals(campaign.show())
            && waves.stream().anyMatch(wave -> wave.id().equals(won.shakeId().waveId()));
    if (!counts || !packetIds.add(won.packetId())) {
      return;
    }
    long sinceMillis = won.appendedAtMillis() - fromMillis;
    // Counted at the first instant at or after it; those of the end and later not at all.
    long step = sinceMillis <= 0 ? 0 : (sinceMillis + stepMillis() - 1) / stepMillis();
    if (step < steps) {
      issuedInStep.computeIfAbsent(won.enterpriseId(), id -> new long[steps])[(int) step]++;
    }
  }

  /**
   * What was counted.
   *
   * @param source where it comes from, for people
   */
  PlanProgress progress(String source) {
    List<Line> lines = new ArrayList<>();
    for (Enterprise enterprise : campaign.enterprises()) {
      long planned = planned(enterprise.id());
      if (planned > 0) {
        lines.add(
            new Line(
                enterprise.name(),
                planned,
                released(enterprise.id()),
                cumulated(issuedInStep.getOrDefault(enterprise.id(), new long[steps]))));
      }
    }
    return new PlanProgress(source, stepSeconds, total(), lines);
  }

  private Line total() {
    long[] issued = new long[steps];
    for (long[] ofEnterprise : issuedInStep.values()) {
      for (int step = 0; step < steps; step++) {
        issued[step] += ofEnterprise[step];
      }
    }
    List<Long> released = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      long sum = 0;
      for (CampaignWave wave : waves) {
        sum += releasedOf(wave, step);
      }
      released.add(sum);
    }
    long planned = waves.stream().mapToLong(PacketCount::packets).sum();
    return new Line("All enterprises", planned, released, cumulated(issued));
  }

  private List<Long> released(String enterpriseId) {
    List<Long> released = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      long sum = 0;
      for (CampaignWave wave : waves) {
        long ofWave = releasedOf(wave, step);
        for (Pool pool : wave.pools()) {
          if (pool.enterpriseId().equals(enterpriseId)) {
            sum += evenShare(ofWave, pool.packets(), packets(wave));
          }
        }
      }
      released.add(sum);
    }
    return released;
  }

  private long releasedOf(CampaignWave wave, int step) {
    long sinceOpeningMillis = atMillis(step) - wave.schedule().opensAtMillis();
    if (sinceOpeningMillis < 0) {
      return 0;
    }
    long lengthMillis = wave.schedule().closesAtMillis() - wave.schedule().opensAtMillis();
    return new ReleaseTimes(wave.curve(), lengthMillis, packets(wave))
        .releasedBefore(sinceOpeningMillis + 1);
  }

  private long planned(String enterpriseId) {
    return waves.stream()
        .flatMap(wave -> wave.pools().stream())
        .filter(pool -> pool.enterpriseId().equals(enterpriseId))
        .mapToLong(Pool::packets)
        .sum();
  }

  /** Of a row in which a pool's packets lie as evenly as can be, those among the first ones. */
  private static long evenShare(long first, long ofPool, long all) {
    return (2 * first * ofPool + all) / (2 * all);
  }

  private static long packets(CampaignWave wave) {
    return wave.pools().stream().mapToLong(Pool::packets).sum();
  }

  private static List<Long> cumulated(long[] inStep) {
    List<Long> sums = new ArrayList<>();
    long sum = 0;
    for (long count : inStep) {
      sum += count;
      sums.add(sum);
    }
    return sums;
  }

  private long atMillis(int step) {
    return fromMillis + step * stepMillis();
  }

  private long stepMillis() {
    return stepSeconds * 1_000L;
  }
}
