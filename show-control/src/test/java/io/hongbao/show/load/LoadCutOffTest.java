package io.hongbao.show.load;

import static io.hongbao.show.load.LoadFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.show.Campaigns;
import io.hongbao.show.load.LoadReport.Status;
import io.hongbao.show.load.LoadedBuckets.Told;
import io.hongbao.wire.records.PlanRecord;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A load that is cut off and repeated ends as if it had never been cut off. */
class LoadCutOffTest {

  private LoadedBuckets clean;
  private List<Outcome> cleanOutcomes;
  private int operations;

  @BeforeEach
  void loadWithoutCut() {
    InMemoryLog log = new InMemoryLog();
    LoadFixture.load(log, NOW);
    clean = new LoadedBuckets(log);
    cleanOutcomes = clean.draw();
    operations = LoadFixture.operationsOfALoad();
  }

  @Test
  void shouldCutAtEveryPointThereIs() {
    // Two looks at the plans and the staging; a record for 2 + 3 + 3 batches at least, and three
    // terms; the wait; two looks and the instant; three Activates and their wait; another look and
    // the activation.
    assertThat(operations).isGreaterThan(2 + 1 + 8 + 3 + 1 + 3 + 3 + 1 + 2);
    assertThat(cleanOutcomes).anyMatch(outcome -> outcome instanceof Outcome.Packet);
  }

  @Test
  void shouldEndTheSameWhereverItWasCutOff() {
    for (int cutAt = 0; cutAt < operations; cutAt++) {
      for (boolean taken : new boolean[] {false, true}) {
        // Given
        boolean takes = taken;
        InMemoryLog log = new InMemoryLog();
        assertThat(LoadFixture.cutOff(log, cutAt, control -> takes, takes)).isTrue();

        // When
        LoadReport report = LoadFixture.load(log, NOW + 1_000);

        // Then
        assertThat(log.plans()).as("cut at %d", cutAt).containsExactly(report.plan());
        assertSameAsClean(log, "cut at " + cutAt);
      }
    }
  }

  @Test
  void shouldEndTheSameWhateverWasLostEachTimeItWasCutOff() {
    for (int seed = 0; seed < 50; seed++) {
      // Given
      SplittableRandom random = new SplittableRandom(seed);
      InMemoryLog log = new InMemoryLog();
      for (int cuts = 1 + random.nextInt(4); cuts > 0; cuts--) {
        LoadFixture.cutOff(log, random.nextInt(operations), any -> random.nextBoolean(), true);
      }

      // When
      LoadFixture.load(log, NOW + 1_000);

      // Then
      assertSameAsClean(log, "seed " + seed);
    }
  }

  @Test
  void shouldNotActivateBeforeEveryRecordIsAcknowledged() {
    for (int cutAt = 0; cutAt < operations - 1; cutAt++) {
      InMemoryLog log = new InMemoryLog();

      LoadFixture.cutOff(log, cutAt, control -> true, true);

      assertThat(log.plans()).as("cut at %d", cutAt).noneMatch(PlanRecord::isActive);
    }
  }

  @Test
  void shouldFinishAfterTheWaveHasOpenedAndSaySo() {
    InMemoryLog log = new InMemoryLog();
    LoadFixture.cutOff(log, 5, control -> true, true);

    LoadReport report = LoadFixture.load(log, Campaigns.OPENS + 10_000);

    assertThat(report.status()).isEqualTo(Status.LOADED_AFTER_OPENING);
    assertThat(report.plan().activatesAtMillis()).isEqualTo(Campaigns.OPENS + 12_000);
    assertSameAsClean(log, "late");
  }

  @Test
  void shouldFinishAPlanWithoutItsFile() {
    InMemoryLog log = new InMemoryLog();
    LoadFixture.cutOff(log, 5, control -> true, true);

    LoadReport report = LoadFixture.loader(log, NOW).finish(log.plans().get(0), LoadListener.NONE);

    assertThat(report.status()).isEqualTo(Status.LOADED);
    assertSameAsClean(log, "finished");
  }

  private void assertSameAsClean(InMemoryLog log, String what) {
    LoadedBuckets loaded = new LoadedBuckets(log);
    assertThat(loaded.effects())
        .as(what)
        .isSubsetOf(ControlEffect.KEPT, ControlEffect.REPEATED)
        .filteredOn(ControlEffect.KEPT::equals)
        .hasSameSizeAs(clean.told());
    assertThat(withoutInstants(loaded)).as(what).isEqualTo(withoutInstants(clean));
    assertThat(loaded.told().stream().map(Told::control).filter(Control.Activate.class::isInstance))
        .as("%s: every Activate names the same instant", what)
        .hasSize(LoadFixture.CAMPAIGN.buckets())
        .containsOnly(activate(loaded));
    assertThat(loaded.draw()).as(what).isEqualTo(cleanOutcomes);
  }

  /** The instant of the activation is that of whoever came so far first. */
  private static List<Told> withoutInstants(LoadedBuckets buckets) {
    return buckets.told().stream()
        .map(
            told ->
                told.control() instanceof Control.Activate activate
                    ? new Told(
                        told.bucket(),
                        told.number(),
                        new Control.Activate(activate.planNumber(), 0))
                    : told)
        .toList();
  }

  private static Control activate(LoadedBuckets buckets) {
    List<Told> told = buckets.told();
    return told.get(told.size() - 1).control();
  }
}
