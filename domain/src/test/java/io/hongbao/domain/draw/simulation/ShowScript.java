package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.BeaconRound;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.Wave;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.fixtures.TermsFixture;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small show: a wave or two, and the plans that its operators make while it runs.
 *
 * @param users who shake in it
 * @param plans by number; each is written to the log at its instant
 */
record ShowScript(String show, List<String> users, List<Plan> plans) {

  /** When the first control records are written. */
  static final long STARTS_AT_MILLIS = 1_000_000;

  private static final int LOADED_AHEAD_MILLIS = 4_000;

  /** How long after its Activate was written edges follow a plan. */
  static final int ACTIVATED_AFTER_MILLIS = 2_000;

  private static final List<String> ENTERPRISES = List.of("cola", "tea", "rice", "soap");

  /** What becomes of a plan. */
  enum Fate {
    /** It is activated, and edges follow it. */
    FOLLOWED,
    /** It is staged, and dropped before any bucket was told to follow it. */
    DROPPED,
    /** It drops a wave that has opened, and somebody appends its records all the same. */
    FORBIDDEN
  }

  /**
   * Terms, and when they are written.
   *
   * @param countsFromMillis from when the seeds count that come with it; 0 for those of the start
   */
  record Plan(long atMillis, long countsFromMillis, Terms terms, Fate fate) {
    boolean isFollowedAt(long millis) {
      return fate == Fate.FOLLOWED
          && (terms.planNumber() == 1 || atMillis + ACTIVATED_AFTER_MILLIS <= millis);
    }
  }

  static ShowScript random(SeededRandom dice, String show, int partitions) {
    int buckets = dice.between(1, 3);
    int turnMillis = dice.pick(List.of(200, 500, 1_000));
    List<Wave> waves = new ArrayList<>();
    long opensAtMillis = STARTS_AT_MILLIS + LOADED_AHEAD_MILLIS + dice.between(0, 1_000);
    for (String id : dice.percent(50) ? List.of("first") : List.of("first", "second")) {
      long closesAtMillis =
          opensAtMillis + (long) turnMillis * dice.between(4, 9) + dice.between(1, turnMillis);
      waves.add(wave(dice, new WaveSchedule(id, opensAtMillis, closesAtMillis, turnMillis)));
      opensAtMillis = closesAtMillis + dice.between(4_000, 6_000);
    }
    if (dice.percent(15)) {
      waves.set(0, withBeacon(waves.get(0), dice.between(1, 1_000)));
    }
    Terms terms =
        TermsFixture.terms()
            .show(show)
            .buckets(buckets, partitions)
            .engine(
                UserHash.NAME,
                dice.percent(10) ? DrawEngine.VERSION_WITHOUT_ACTIVATION : DrawEngine.VERSION)
            .waves(waves)
            .enterprises(ENTERPRISES.subList(0, dice.between(1, ENTERPRISES.size())))
            .limits(List.of(new LimitChange(0, limits(dice))))
            .build();
    List<String> users = new ArrayList<>();
    for (int i = dice.between(3, 4) * buckets; i > 0; i--) {
      users.add((dice.percent(20) ? "\u5f20\u4f1f" : "u") + dice.between(1, 9_999));
    }
    return new ShowScript(show, users, plans(dice, terms));
  }

  /** The newest terms that edges come to follow. */
  Terms lastTerms() {
    return plans.stream()
        .filter(plan -> plan.fate() == Fate.FOLLOWED)
        .reduce((before, next) -> next)
        .orElseThrow()
        .terms();
  }

  /** The number of the plan that edges follow at an instant. */
  long planFollowedAt(long millis) {
    return plans.stream()
        .filter(plan -> plan.isFollowedAt(millis))
        .mapToLong(plan -> plan.terms().planNumber())
        .max()
        .orElseThrow();
  }

  long endsAtMillis() {
    List<Wave> waves = lastTerms().waves();
    return waves.get(waves.size() - 1).schedule().closesAtMillis();
  }

  private static Wave wave(SeededRandom dice, WaveSchedule schedule) {
    List<String> greetings = List.of("stars", "moon", "tree").subList(0, dice.between(1, 3));
    byte[] secret = new byte[WaveSecret.LENGTH];
    dice.random().nextBytes(secret);
    return new Wave(
        schedule,
        Odds.of(dice.pick(List.of("1", "1", "0.8", "0.5", "0.1", "0"))),
        Odds.of(dice.pick(List.of("0", "0.3", "1"))),
        greetings,
        new WaveSecret(secret));
  }

  private static Wave withBeacon(Wave wave, long round) {
    return new Wave(
        wave.schedule(),
        wave.odds(),
        wave.greetingOdds(),
        wave.greetingIds(),
        wave.secret(),
        Optional.of(new BeaconRound("chain", round)));
  }

  private static Limits limits(SeededRandom dice) {
    return new Limits(dice.between(1, 3), dice.between(1, 2));
  }

  private static List<Plan> plans(SeededRandom dice, Terms first) {
    List<Plan> plans = new ArrayList<>();
    plans.add(new Plan(STARTS_AT_MILLIS, 0, first, Fate.FOLLOWED));
    Terms newest = first;
    WaveSchedule wave = first.waves().get(0).schedule();
    if (dice.percent(60)) {
      long atMillis =
          wave.opensAtMillis()
              + dice.between(0, (int) (wave.closesAtMillis() - wave.opensAtMillis()));
      long countsFromMillis = atMillis + dice.between(dice.percent(90) ? 2_000 : 0, 3_500);
      newest = withLimits(newest, newest.planNumber() + 1, countsFromMillis, limits(dice));
      Fate fate = dice.percent(10) ? Fate.DROPPED : Fate.FOLLOWED;
      plans.add(new Plan(atMillis, countsFromMillis, newest, fate));
    }
    if (first.waves().size() > 1 && dice.percent(60)) {
      long atMillis = wave.closesAtMillis() + 100;
      long planNumber = newest.planNumber() + 1;
      Terms before = lastFollowed(plans);
      boolean isForbidden = dice.percent(20);
      newest =
          isForbidden
              ? withoutFirstWave(before, planNumber)
              : withSecondWaveMoved(before, planNumber, dice.between(-500, 2_000));
      plans.add(new Plan(atMillis, 0, newest, isForbidden ? Fate.FORBIDDEN : Fate.FOLLOWED));
    }
    return plans;
  }

  private static Terms lastFollowed(List<Plan> plans) {
    Terms last = plans.get(0).terms();
    for (Plan plan : plans) {
      last = plan.fate() == Fate.FOLLOWED ? plan.terms() : last;
    }
    return last;
  }

  private static Terms withLimits(
      Terms terms, long planNumber, long countsFromMillis, Limits limits) {
    return TermsFixture.of(terms)
        .plan(planNumber)
        .limitsFrom(countsFromMillis, limits.packetsPerUser(), limits.packetsPerUserAndEnterprise())
        .build();
  }

  private static Terms withoutFirstWave(Terms terms, long planNumber) {
    return TermsFixture.of(terms).plan(planNumber).waves(terms.waves().get(1)).build();
  }

  private static Terms withSecondWaveMoved(Terms terms, long planNumber, int byMillis) {
    Wave second = terms.waves().get(1);
    WaveSchedule before = second.schedule();
    WaveSchedule after =
        new WaveSchedule(
            before.id(),
            before.opensAtMillis() + byMillis,
            before.closesAtMillis() + byMillis,
            before.turnMillis());
    Wave moved =
        new Wave(
            after, second.odds(), second.greetingOdds(), second.greetingIds(), second.secret());
    return TermsFixture.of(terms).plan(planNumber).waves(terms.waves().get(0), moved).build();
  }
}
