package io.hongbao.domain.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.simulation.Breach;
import io.hongbao.domain.draw.simulation.Breach.Kind;
import io.hongbao.domain.draw.simulation.CacheModel;
import io.hongbao.domain.draw.simulation.Coverage;
import io.hongbao.domain.draw.simulation.DrawInstance;
import io.hongbao.domain.draw.simulation.FaultyCaches;
import io.hongbao.domain.draw.simulation.FaultyInstances;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The simulation is worth something: it finds every fault that is planted. */
class PlantedFaultsTest {

  /** Within so many evenings each fault must show. */
  private static final int SEEDS = 200;

  @Test
  void shouldFindThatRepeatsAreDrawnAgain() {
    assertThat(breaches(DrawSimulation.of(FaultyEngines.redrawingRepeats())))
        .contains(Kind.OUTCOME_CHANGED);
  }

  @Test
  void shouldFindAUserLimitThatIsOffByOne() {
    assertThat(breaches(DrawSimulation.of(FaultyEngines.userLimitOffByOne())))
        .contains(Kind.LIMIT_EXCEEDED);
  }

  @Test
  void shouldFindThatTurnsAreJudgedByTheRequest() {
    assertThat(breaches(DrawSimulation.of(FaultyEngines.judgingByTheRequest())))
        .contains(Kind.SEED_EARLY);
  }

  @Test
  void shouldFindThatTheEnterpriseLimitIsSkipped() {
    assertThat(breaches(DrawSimulation.of(FaultyEngines.withoutEnterpriseLimit())))
        .contains(Kind.LIMIT_EXCEEDED);
  }

  @Test
  void shouldFindThatTheRiskIsLookedAtBeforeTheTally() {
    assertThat(breaches(DrawSimulation.of(FaultyEngines.lookingAtTheRiskFirst())))
        .contains(Kind.OUTCOME_CHANGED);
  }

  @Test
  void shouldFindThatARepeatedBatchFillsItsPoolAgain() {
    assertThat(breaches(instances(FaultyInstances::refillingRepeatedBatches)))
        .contains(Kind.SEED_TWICE);
  }

  @Test
  void shouldFindThatAGapIsIgnored() {
    assertThat(breaches(instances(FaultyInstances::ignoringGaps))).contains(Kind.DECIDED_UNREADY);
  }

  @Test
  void shouldFindThatTermsAreHeldPerOperator() {
    assertThat(breaches(instances(FaultyInstances::holdingTermsPerOperator)))
        .contains(Kind.DECIDED_UNREADY);
  }

  @Test
  void shouldFindThatTheFieldsOfTheLotteryRunTogether() {
    assertThat(breaches(instances(FaultyInstances::concatenatingWithoutLengths)))
        .contains(Kind.OTHER_THAN_LOTTERY);
  }

  @Test
  void shouldFindThatEarlyShakesAreDecided() {
    assertThat(breaches(instances(FaultyInstances::trustingTheClockOfTheEdge)))
        .contains(Kind.DECIDED_EARLY);
  }

  @Test
  void shouldFindThatACrashGivesSeedsBack() {
    assertThat(breaches(instances(FaultyInstances::forgettingSeedsInACrash)))
        .contains(Kind.INSTANCES_DISAGREE);
  }

  @Test
  void shouldFindThatClosedIsWrittenOverAnOutcome() {
    DrawSimulation simulation =
        new DrawSimulation(
            partitions -> new DrawInstance(new DrawEngine(), partitions),
            FaultyCaches::closedOverOutcome);
    assertThat(breaches(simulation)).contains(Kind.OUTCOME_HIDDEN);
  }

  private static DrawSimulation instances(IntFunction<DrawInstance> newInstance) {
    return new DrawSimulation(newInstance, CacheModel::new);
  }

  /** Every kind of breach that the seeds bring to light. */
  private static Set<Kind> breaches(DrawSimulation simulation) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        simulation.run(seed, new Coverage());
      } catch (Breach breach) {
        assertThat(breach).hasMessageContaining("seed " + seed);
        kinds.add(breach.kind());
      }
    }
    return kinds;
  }
}
