package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.draw.Wave;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import java.util.ArrayList;
import java.util.List;

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

  /** How long after a plan was written edges follow it. */
  private static final int ACTIVATED_AFTER_MILLIS = 2_000;

  private static final List<String> ENTERPRISES = List.of("cola", "tea", "rice", "soap");

  /**
   * Terms, and when they are written.
   *
   * @param countsFromMillis from when the seeds count that come with it; 0 for those of the start
   */
  record Plan(long atMillis, long countsFromMillis, Terms terms) {
    boolean isFollowedAt(long millis) {
      return terms.planNumber() == 1 || atMillis + ACTIVATED_AFTER_MILLIS <= millis;
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
    Terms terms =
        new Terms(
            show,
            1,
            buckets,
            partitions,
            UserHash.NAME,
            DrawEngine.VERSION,
            waves,
            ENTERPRISES.subList(0, dice.between(1, ENTERPRISES.size())),
            List.of(new LimitChange(0, limits(dice))));
    List<String> users = new ArrayList<>();
    for (int i = dice.between(3, 4) * buckets; i > 0; i--) {
      users.add((dice.percent(20) ? "\u5f20\u4f1f" : "u") + dice.between(1, 9_999));
    }
    return new ShowScript(show, users, plans(dice, terms));
  }

  /** The newest terms. */
  Terms lastTerms() {
    return plans.get(plans.size() - 1).terms();
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

  private static Limits limits(SeededRandom dice) {
    return new Limits(dice.between(1, 3), dice.between(1, 2));
  }

  private static List<Plan> plans(SeededRandom dice, Terms first) {
    List<Plan> plans = new ArrayList<>();
    plans.add(new Plan(STARTS_AT_MILLIS, 0, first));
    Terms newest = first;
    WaveSchedule wave = first.waves().get(0).schedule();
    if (dice.percent(60)) {
      long atMillis =
          wave.opensAtMillis()
              + dice.between(0, (int) (wave.closesAtMillis() - wave.opensAtMillis()));
      long countsFromMillis = atMillis + dice.between(0, 2_500);
      newest = withLimits(newest, countsFromMillis, limits(dice));
      plans.add(new Plan(atMillis, countsFromMillis, newest));
    }
    if (first.waves().size() > 1 && dice.percent(60)) {
      long atMillis = wave.closesAtMillis() + 100;
      newest = withSecondWaveMoved(newest, dice.between(-500, 2_000));
      plans.add(new Plan(atMillis, 0, newest));
    }
    return plans;
  }

  private static Terms withLimits(Terms terms, long countsFromMillis, Limits limits) {
    List<LimitChange> changes = new ArrayList<>(terms.limitChanges());
    changes.add(new LimitChange(countsFromMillis, limits));
    return next(terms, terms.waves(), changes);
  }

  private static Terms withSecondWaveMoved(Terms terms, int byMillis) {
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
    return next(terms, List.of(terms.waves().get(0), moved), terms.limitChanges());
  }

  private static Terms next(Terms terms, List<Wave> waves, List<LimitChange> limitChanges) {
    return new Terms(
        terms.show(),
        terms.planNumber() + 1,
        terms.buckets(),
        terms.partitions(),
        terms.userHash(),
        terms.engineVersion(),
        waves,
        terms.enterpriseIds(),
        limitChanges);
  }
}
