package io.hongbao.domain.draw.simulation;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.domain.draw.Seed;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.ShowEnd;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.Wave;
import io.hongbao.domain.draw.simulation.ShowScript.Plan;
import io.hongbao.domain.draw.simulation.SimulatedLogEntry.Controlled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The control records of one bucket: seeds first, Terms last, more with every plan. Then what goes
 * wrong with them: repeated, withheld for a while or for ever, out of order, in conflict, far
 * ahead.
 */
final class ControlScript {

  private final SeededRandom dice;
  private final ShowScript show;
  private final int bucket;
  private final List<Controlled> inOrder = new ArrayList<>();
  private final List<Controlled> written = new ArrayList<>();

  private ControlScript(SeededRandom dice, ShowScript show, int bucket) {
    this.dice = dice;
    this.show = show;
    this.bucket = bucket;
  }

  static List<Controlled> random(SeededRandom dice, ShowScript show, int bucket) {
    ControlScript script = new ControlScript(dice, show, bucket);
    show.plans().forEach(script::plan);
    if (dice.percent(30)) {
      script.add(show.endsAtMillis() + dice.between(-1_500, 3_000), new ShowEnd());
    }
    script.inOrder.forEach(script::write);
    return script.written;
  }

  private void plan(Plan plan) {
    Terms terms = plan.terms();
    boolean first = terms.planNumber() == 1;
    for (Wave wave : terms.waves()) {
      for (String enterpriseId : terms.enterpriseIds()) {
        if (dice.percent(first ? 80 : 15)) {
          add(plan.atMillis(), batch(wave, enterpriseId, plan.countsFromMillis()));
        }
      }
    }
    add(plan.atMillis(), terms);
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

  private void add(long atMillis, Control control) {
    inOrder.add(entry(atMillis, inOrder.size() + 1, control));
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
