package io.hongbao.show.load;

import static io.hongbao.show.load.LoadFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.show.live.AppendListener;
import io.hongbao.show.live.InMemoryLog;
import io.hongbao.show.load.LoadReport.Status;
import io.hongbao.wire.records.OpRecord;
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
    LoadFixture.activate(log);
    cleanOutcomes = new LoadedBuckets(log).draw();
    operations = LoadFixture.operationsOfALoad();
  }

  @Test
  void shouldCutAtEveryPointThereIs() {
    // Looks at the topic; two operations, each written, done and said to be done; the plan; a
    // record for 2 + 3 + 3 batches at least, and three terms; the wait.
    assertThat(operations).isGreaterThan(4 + 2 * 2 + 1 + 8 + 3 + 1);
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
        assertThat(log.show().show("gala").ops()).hasSize(2).allMatch(OpRecord::isDone);
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
  void shouldNotBeDoneBeforeEveryRecordIsAcknowledged() {
    for (int cutAt = 0; cutAt < operations - 1; cutAt++) {
      InMemoryLog log = new InMemoryLog();

      LoadFixture.cutOff(log, cutAt, control -> true, true);

      boolean isDone = log.show().show("gala").appendOf(1).filter(OpRecord::isDone).isPresent();
      boolean isWhole = new LoadedBuckets(log).told().equals(clean.told());
      assertThat(isDone && !isWhole).as("cut at %d", cutAt).isFalse();
    }
  }

  @Test
  void shouldFinishAPlanWithoutItsFile() {
    InMemoryLog log = new InMemoryLog();
    LoadFixture.cutOff(log, 9, control -> true, true);

    LoadReport report =
        LoadFixture.loader(log, NOW).finish(log.show().show("gala"), AppendListener.NONE);

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
    assertThat(loaded.told()).as(what).isEqualTo(clean.told());
    LoadFixture.activate(log);
    assertThat(new LoadedBuckets(log).draw()).as(what).isEqualTo(cleanOutcomes);
  }
}
