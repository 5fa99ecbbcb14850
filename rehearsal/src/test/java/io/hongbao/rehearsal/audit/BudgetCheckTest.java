package io.hongbao.rehearsal.audit;

import static io.hongbao.rehearsal.audit.Reports.assertBreaches;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.wire.records.ControlContent;
import org.junit.jupiter.api.Test;

/** Of promise 3: issued + left = budget. */
class BudgetCheckTest {

  private final World world = HonestShow.world();

  @Test
  void shouldFindSeedsMissingFromTheLog() {
    world.plansBefore.clear();
    world.plansBefore.add(World.plan(1, HonestShow.COLAS + 1, HonestShow.TEAS));

    assertBreaches(world.audit(), 3, "pool cola of wave first, show gala: issued ");
  }

  @Test
  void shouldFindMoreSeedsThanTheBudget() {
    world.plansBefore.clear();
    world.plansBefore.add(World.plan(1, HonestShow.COLAS, HonestShow.TEAS - 1));

    assertBreaches(world.audit(), 3, "pool tea of wave first, show gala: issued ");
  }

  @Test
  void shouldFindSeedsOfAShowWithoutAPlan() {
    world.plansBefore.clear();

    assertBreaches(world.audit(), 3, "budget 0 packets, 0 fen");
  }

  @Test
  void shouldAllowSeedsThatAreBeingAddedByAStagedPlan() {
    world.plansBefore.add(World.plan(2, HonestShow.COLAS, HonestShow.TEAS + 5).activeFrom(0));
    world.appendControl(
        World.KEYS.signingKey(), 0, 4, ControlContent.of(World.seeds(World.TEA, 3)));

    AuditReport report = world.audit();

    assertThat(report.isOk()).as(report.toText()).isTrue();
  }

  @Test
  void shouldAskForAllSeedsOnceThePlanIsActive() {
    world.plansBefore.add(World.plan(2, HonestShow.COLAS, HonestShow.TEAS + 5));

    assertBreaches(world.audit(), 3, "pool tea");
  }
}
