package io.hongbao.show;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.Limits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Campaigns for tests. */
public final class Campaigns {

  /** When the first wave of each of them opens. */
  public static final long OPENS = 1_800_000_000_000L;

  private static final int MAX_PACKETS = 3_000;

  private Campaigns() {}

  /** A campaign with three enterprises and a greeting. */
  public static Campaign of(String show, int buckets, CampaignWave... waves) {
    return new Campaign(
        show,
        "Asia/Shanghai",
        buckets,
        new Limits(3, 1),
        List.of(
            new Enterprise("cola", "Cola", "", ""),
            new Enterprise("tea", "Tea", "", ""),
            new Enterprise("bank", "Bank", "", "")),
        List.of(new Greeting("stars", "Happy New Year", "")),
        List.of(waves));
  }

  /** A wave of five minutes with turns of 5 s and odds of 0.5. */
  public static CampaignWave wave(String id, long opensAtMillis, Curve curve, Pool... pools) {
    return new CampaignWave(
        new WaveSchedule(id, opensAtMillis, opensAtMillis + 300_000, 5_000),
        Odds.of("0.5"),
        Odds.of("0.1"),
        curve,
        List.of(pools));
  }

  /** A campaign that follows from a number: any curve, any pools, up to 100 buckets. */
  public static Campaign random(long number) {
    SplittableRandom random = new SplittableRandom(number);
    List<CampaignWave> waves = new ArrayList<>();
    long opensAtMillis = OPENS;
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      long closesAtMillis = opensAtMillis + 1 + random.nextLong(600_000);
      List<Pool> pools = new ArrayList<>();
      for (String enterprise : List.of("cola", "tea", "bank").subList(0, 1 + random.nextInt(3))) {
        pools.add(randomPool(enterprise, random));
      }
      waves.add(
          new CampaignWave(
              new WaveSchedule("wave-" + i, opensAtMillis, closesAtMillis, 5_000),
              Odds.of("0.5"),
              Odds.of("0.1"),
              randomCurve(closesAtMillis - opensAtMillis, random),
              pools));
      opensAtMillis = closesAtMillis;
    }
    return of("show-" + number, 1 + random.nextInt(100), waves.toArray(CampaignWave[]::new));
  }

  /** A pool of any size and any feasible budget, the extremes included. */
  public static Pool randomPool(String enterprise, SplittableRandom random) {
    int packets = 1 + random.nextInt(random.nextBoolean() ? 20 : MAX_PACKETS);
    long min = 1 + random.nextLong(300);
    long max = min + (random.nextInt(5) == 0 ? 0 : random.nextLong(10_000));
    long share = random.nextInt(4) == 0 ? random.nextInt(2) * 1000L : random.nextLong(1001);
    long budget = packets * min + packets * (max - min) * share / 1000;
    return new Pool(enterprise, packets, budget, min, max);
  }

  private static Curve randomCurve(long waveMillis, SplittableRandom random) {
    int kind = random.nextInt(3);
    if (kind == 0) {
      return new Curve.Uniform();
    }
    if (kind == 1 || waveMillis < 10) {
      return new Curve.Ramp();
    }
    BigDecimal first = new BigDecimal(1 + random.nextInt(999)).movePointLeft(3);
    return new Curve.Steps(
        List.of(
            new Curve.Step(random.nextLong(waveMillis / 2), first),
            new Curve.Step(
                waveMillis / 2 + random.nextLong(waveMillis / 2), BigDecimal.ONE.subtract(first))));
  }
}
