package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.Wave;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.draw.simulation.ShowScript.Plan;
import io.hongbao.domain.draw.simulation.SimulatedLogEntry.Controlled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The control records of one bucket: of every plan its seeds, its Terms and its Activate; pauses,
 * what a beacon says, what is left of a wave carried into the next. Then what goes wrong with them:
 * repeated, withheld for a while or for ever, out of order, in conflict, far ahead.
 */
final class ControlScript {

  private final SeededRandom dice;
  private final ShowScript show;
  private final int bucket;

  /** What is said and when, not yet numbered. */
  private final List<Said> said = new ArrayList<>();

  private final List<Controlled> written = new ArrayList<>();

  private record Said(long atMillis, Control control) {}

  private ControlScript(SeededRandom dice, ShowScript show, int bucket) {
    this.dice = dice;
    this.show = show;
    this.bucket = bucket;
  }

  static List<Controlled> random(SeededRandom dice, ShowScript show, int bucket) {
    ControlScript script = new ControlScript(dice, show, bucket);
    show.plans().forEach(script::plan);
    if (script.isLive()) {
      show.lastTerms().waves().forEach(script::pauses);
      show.lastTerms().waves().forEach(script::beacon);
      script.carry(show.lastTerms().waves());
    }
    if (dice.percent(30)) {
      script.say(show.endsAtMillis() + dice.between(-1_500, 3_000), new Control.End());
    }
    // Stable: what is said in the same millisecond stays in its order.
    script.said.sort(Comparator.comparingLong(Said::atMillis));
    for (int i = 0; i < script.said.size(); i++) {
      Said one = script.said.get(i);
      script.write(script.entry(one.atMillis(), i + 1, one.control()));
    }
    return script.written;
  }

  /** Whether its engine knows more than terms and seeds. */
  private boolean isLive() {
    return show.lastTerms().engineVersion() == DrawEngine.VERSION;
  }

  private void plan(Plan plan) {
    Terms terms = plan.terms();
    boolean first = terms.planNumber() == 1;
    long seedsOfPlan = isLive() ? terms.planNumber() : SeedBatch.NO_PLAN;
    for (Wave wave : terms.waves()) {
      for (String enterpriseId : terms.enterpriseIds()) {
        if (dice.percent(first ? 80 : 25)) {
          say(
              plan.atMillis(),
              batch(wave, enterpriseId, plan.countsFromMillis()).ofPlan(seedsOfPlan));
        }
      }
    }
    boolean isDropped = plan.fate() == ShowScript.Fate.DROPPED;
    if (isLive() || plan.fate() == ShowScript.Fate.FOLLOWED) {
      say(plan.atMillis(), terms);
    }
    if (isLive() && !isDropped) {
      long atMillis = plan.atMillis() + (first ? 0 : dice.between(0, 1_500));
      say(
          atMillis,
          new Control.Activate(
              terms.planNumber(), plan.atMillis() + ShowScript.ACTIVATED_AFTER_MILLIS));
      if (dice.percent(3)) {
        say(atMillis, new Control.Activate(terms.planNumber() + 7, atMillis));
      }
    }
  }

  /** Pauses come ahead of their instant, or too late to count from it. */
  private void pauses(Wave wave) {
    if (!dice.percent(25)) {
      return;
    }
    WaveSchedule schedule = wave.schedule();
    int lengthMillis = (int) (schedule.closesAtMillis() - schedule.opensAtMillis());
    long fromMillis = schedule.opensAtMillis() + dice.between(0, lengthMillis);
    say(fromMillis + dice.between(-1_000, 500), new Control.Pause(wave.id(), true, fromMillis));
    if (dice.percent(70)) {
      long untilMillis = fromMillis + dice.between(0, lengthMillis);
      say(
          Math.max(fromMillis + 501, untilMillis + dice.between(-1_000, 500)),
          new Control.Pause(wave.id(), false, untilMillis));
    }
  }

  /** The value comes before the wave, or late; its round may fail, and a wrong one may be told. */
  private void beacon(Wave wave) {
    if (wave.beacon().isEmpty()) {
      return;
    }
    long round = wave.beacon().get().round();
    long atMillis = wave.schedule().opensAtMillis() + dice.between(-2_500, 500);
    if (dice.percent(30)) {
      say(atMillis - 200, new Control.Beacon(wave.id(), round, Optional.empty()));
      round++;
    }
    if (dice.percent(20)) {
      say(atMillis - 100, new Control.Beacon(wave.id(), round + 3, Optional.empty()));
    }
    byte[] value = new byte[32];
    value[0] = (byte) round;
    say(atMillis, new Control.Beacon(wave.id(), round, Optional.of(Control.BeaconValue.of(value))));
  }

  private void carry(List<Wave> waves) {
    if (waves.size() > 1 && dice.percent(50)) {
      long atMillis = waves.get(0).schedule().closesAtMillis() + dice.between(0, 4_500);
      Curve curve = dice.percent(50) ? new Curve.Uniform() : new Curve.Ramp();
      say(atMillis, new Control.Carry(waves.get(0).id(), waves.get(1).id(), curve));
    }
  }

  private SeedBatch batch(Wave wave, String enterpriseId, long countsFromMillis) {
    int lengthMillis = (int) (wave.schedule().closesAtMillis() - wave.schedule().opensAtMillis());
    List<Seed> seeds = new ArrayList<>();
    for (int i = dice.between(1, 5); i > 0; i--) {
      int offsetMillis = dice.percent(50) ? 0 : dice.between(0, lengthMillis);
      seeds.add(new Seed(dice.between(1, 500), offsetMillis));
    }
    seeds.sort(Comparator.comparingLong(Seed::releaseOffsetMillis));
    return new SeedBatch(wave.id(), enterpriseId, countsFromMillis, seeds);
  }

  private void say(long atMillis, Control control) {
    said.add(new Said(atMillis, control));
  }

  private void write(Controlled entry) {
    long number = entry.control().number();
    long atMillis = entry.atMillis();
    if (dice.percent(6)) {
      atMillis += dice.percent(50) ? dice.between(1, 20) : dice.between(500, 6_000);
    }
    if (!dice.percent(1)) {
      written.add(entry(atMillis, number, entry.control().control()));
    }
    if (dice.percent(12)) {
      written.add(entry(later(atMillis), number, entry.control().control()));
    }
    if (dice.percent(4)) {
      written.add(entry(later(atMillis), number, anyBatch()));
    }
    if (dice.percent(1)) {
      written.add(entry(later(atMillis), number + 5_000, anyBatch()));
    }
  }

  private long later(long atMillis) {
    int untilAfterTheEnd = (int) (show.endsAtMillis() + 3_000 - atMillis);
    return atMillis + dice.between(0, Math.max(0, untilAfterTheEnd / 2 + 1_000));
  }

  private SeedBatch anyBatch() {
    Terms terms = show.lastTerms();
    return batch(dice.pick(terms.waves()), dice.pick(terms.enterpriseIds()), 0);
  }

  private Controlled entry(long atMillis, long number, Control control) {
    String fingerprint = Integer.toHexString(control.hashCode());
    return new Controlled(
        bucket % show.lastTerms().partitions(),
        atMillis,
        new ControlRecord(show.show(), bucket, number, fingerprint, control));
  }
}
