package io.hongbao.domain.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.simulation.CacheModel;
import io.hongbao.domain.draw.simulation.Coverage;
import io.hongbao.domain.draw.simulation.DrawInstance;
import io.hongbao.domain.draw.simulation.FaultyCaches;
import io.hongbao.domain.draw.simulation.FaultyInstances;
import io.hongbao.domain.draw.simulation.SimulationBreachException;
import io.hongbao.domain.draw.simulation.SimulationBreachException.Kind;
import io.hongbao.domain.fixtures.ReadmeTables;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The simulation is worth something: it finds every fault that is planted, and soon. The table of
 * the module's README says of each where; {@link DrawSimulationTest} runs many more seeds.
 */
class PlantedFaultsTest {

  /** Within so many evenings each fault must show: a hundredth of what the simulation runs. */
  private static final int SEEDS = 100;

  private String test;

  @BeforeEach
  void remember(TestInfo info) {
    test = info.getTestMethod().orElseThrow().getName();
  }

  @Test
  void shouldFindThatRepeatsAreDrawnAgain() {
    assertFound(
        "repeat redrawn",
        Kind.OUTCOME_CHANGED,
        DrawSimulation.of(FaultyEngines.redrawingRepeats()));
  }

  @Test
  void shouldFindThatTheRiskIsLookedAtBeforeTheTally() {
    assertFound(
        "risk looked at before the tally",
        Kind.OUTCOME_CHANGED,
        DrawSimulation.of(FaultyEngines.lookingAtTheRiskFirst()));
  }

  @Test
  void shouldFindAUserLimitThatIsOffByOne() {
    assertFound(
        "limit off by one",
        Kind.LIMIT_EXCEEDED,
        DrawSimulation.of(FaultyEngines.userLimitOffByOne()));
  }

  @Test
  void shouldFindThatTheEnterpriseLimitIsSkipped() {
    assertFound(
        "enterprise limit skipped",
        Kind.LIMIT_EXCEEDED,
        DrawSimulation.of(FaultyEngines.withoutEnterpriseLimit()));
  }

  @Test
  void shouldFindThatARepeatedBatchFillsItsPoolAgain() {
    assertFound(
        "a repeated batch adds seeds",
        Kind.SEED_TWICE,
        instances(FaultyInstances::refillingRepeatedBatches));
  }

  @Test
  void shouldFindThatAGapIsIgnored() {
    assertFound("a gap ignored", Kind.DECIDED_UNREADY, instances(FaultyInstances::ignoringGaps));
  }

  @Test
  void shouldFindThatClosedIsWrittenOverAnOutcome() {
    assertFound(
        "CLOSED written over an outcome",
        Kind.OUTCOME_HIDDEN,
        caches(FaultyCaches::closedOverOutcome));
  }

  @Test
  void shouldFindThatTermsAreHeldPerOperator() {
    assertFound(
        "terms held per operator",
        Kind.DECIDED_UNREADY,
        instances(FaultyInstances::holdingTermsPerOperator));
  }

  @Test
  void shouldFindThatTurnsAreJudgedByTheRequest() {
    assertFound(
        "release by request stamp",
        Kind.SEED_EARLY,
        DrawSimulation.of(FaultyEngines.judgingByTheRequest()));
  }

  @Test
  void shouldFindThatTheFieldsOfTheLotteryRunTogether() {
    assertFound(
        "HMAC input concatenated without lengths",
        Kind.OTHER_THAN_LOTTERY,
        instances(FaultyInstances::concatenatingWithoutLengths));
  }

  @Test
  void shouldFindThatEarlyShakesAreDecided() {
    assertFound(
        "shakes before their turn decided",
        Kind.DECIDED_EARLY,
        instances(FaultyInstances::trustingTheClockOfTheEdge));
  }

  @Test
  void shouldFindThatACrashGivesSeedsBack() {
    assertFound(
        "a crash gives seeds back",
        Kind.INSTANCES_DISAGREE,
        instances(FaultyInstances::forgettingSeedsInACrash));
  }

  @Test
  void shouldFindThatAPauseCountsByTheRequest() {
    assertFound(
        "pause by stamp instead of turn start",
        Kind.WON_IN_PAUSE,
        DrawSimulation.of(FaultyEngines.pausingByTheRequest()));
  }

  @Test
  void shouldFindThatLimitsChangeATurnEarly() {
    assertFound(
        "limit raised one turn early",
        Kind.LIMIT_EXCEEDED,
        DrawSimulation.of(FaultyEngines.changingLimitsOneTurnEarly()));
  }

  @Test
  void shouldFindThatACarriedSeedIsIssuedTwice() {
    assertFound(
        "carried seed issued twice",
        Kind.SEED_TWICE,
        instances(FaultyInstances::refillingCarriedPools));
  }

  @Test
  void shouldFindThatSeedsAreWonBeforeTheirPlanIsActivated() {
    assertFound(
        "seeds of a plan won before its Activate",
        Kind.SEED_UNKNOWN,
        instances(FaultyInstances::givingAwayStagedSeeds));
  }

  @Test
  void shouldFindThatAPlanMayDropAnOpenedWave() {
    assertFound(
        "a plan that drops an opened wave is taken",
        Kind.NOT_DECIDED,
        DrawSimulation.of(FaultyEngines.followingAnyPlan()));
  }

  private static DrawSimulation instances(IntFunction<DrawInstance> newInstance) {
    return new DrawSimulation(newInstance, CacheModel::new);
  }

  private static DrawSimulation caches(Supplier<CacheModel> newCache) {
    return new DrawSimulation(
        partitions -> new DrawInstance(new DrawEngine(), partitions), newCache);
  }

  private void assertFound(String fault, Kind kind, DrawSimulation simulation) {
    String line =
        String.format(
            Locale.ROOT, "| %s | `%s` | %s | %d |", fault, test, kind, seedOf(kind, simulation));
    assertThat(ReadmeTables.rows()).contains(line);
  }

  /** The first evening that brings this kind of breach to light. */
  private static long seedOf(Kind kind, DrawSimulation simulation) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        simulation.run(seed, new Coverage());
      } catch (SimulationBreachException breach) {
        assertThat(breach).hasMessageContaining("seed " + seed);
        if (breach.kind() == kind) {
          return seed;
        }
      }
    }
    throw new AssertionError("no " + kind + " in " + SEEDS + " evenings");
  }
}
