package io.hongbao.edge.show;

import static io.hongbao.edge.fixtures.PlanFixture.aPlan;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.wire.records.PlanRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShowPlanTableTest {

  private static final long T0 = 1_800_000_000_000L;

  private final AtomicInteger badRecords = new AtomicInteger();
  private final ShowPlanTable table = new ShowPlanTable(badRecords::incrementAndGet);

  private void accept(PlanFixture plan) {
    PlanRecord record = plan.toRecord();
    table.accept(keyOf(record), record.encode());
  }

  private static byte[] keyOf(PlanRecord record) {
    return record.key().getBytes(StandardCharsets.UTF_8);
  }

  private String planAt(long nowMillis) {
    return table.planAt(nowMillis).map(plan -> plan.show() + "/" + plan.number()).orElse("none");
  }

  @Test
  void shouldKnowNoPlanAtFirst() {
    assertThat(table.planAt(T0)).isEqualTo(Optional.empty());
  }

  @Test
  void shouldFollowAPlanFromItsActivationOn() {
    accept(aPlan().numbered(1).activeFrom(T0));
    accept(aPlan().numbered(2).activeFrom(T0 + 2_000));

    assertThat(planAt(T0)).isEqualTo("gala/1");
    assertThat(planAt(T0 + 1_999)).isEqualTo("gala/1");
    assertThat(planAt(T0 + 2_000)).isEqualTo("gala/2");
    assertThat(planAt(T0 + 1_999)).as("with a clock that was set back").isEqualTo("gala/1");
  }

  @Test
  void shouldFollowTheHighestNumberThoughALowerOneActivatesLater() {
    accept(aPlan().numbered(3).activeFrom(T0));
    accept(aPlan().numbered(2).activeFrom(T0 + 1_000));

    assertThat(planAt(T0 + 5_000)).isEqualTo("gala/3");
  }

  @Test
  void shouldFollowTheShowThatWasActivatedLast() {
    accept(aPlan().ofShow("old").numbered(9).activeFrom(T0));
    accept(aPlan().ofShow("new").numbered(1).activeFrom(T0 + 1_000));

    assertThat(planAt(T0 + 999)).isEqualTo("old/9");
    assertThat(planAt(T0 + 1_000)).isEqualTo("new/1");
  }

  @Test
  void shouldShowThePlanThatWillBeFirstWhileNoneIsActive() {
    accept(aPlan().ofShow("later").activeFrom(T0 + 2_000));
    accept(aPlan().ofShow("sooner").activeFrom(T0 + 1_000));

    assertThat(planAt(T0)).isEqualTo("sooner/1");
    assertThat(table.planAt(T0).orElseThrow().isActiveAt(T0)).isFalse();
  }

  @Test
  void shouldIgnoreStagedPlans() {
    accept(aPlan().activeFrom(0));

    assertThat(planAt(T0)).isEqualTo("none");
    assertThat(badRecords).hasValue(0);
  }

  @Test
  void shouldForgetAPlanThatIsTakenAway() {
    accept(aPlan().numbered(1).activeFrom(T0));
    accept(aPlan().numbered(2).activeFrom(T0));

    table.accept(keyOf(aPlan().numbered(2).toRecord()), null);

    assertThat(planAt(T0)).isEqualTo("gala/1");
  }

  @Test
  void shouldPassOverABadRecordAndCountIt() {
    accept(aPlan().activeFrom(T0));

    table.accept("gala/2".getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3});
    table.accept(null, new byte[0]);

    assertThat(badRecords).hasValue(2);
    assertThat(planAt(T0)).isEqualTo("gala/1");
  }

  @Test
  void shouldKeepOnlyTheLatestPlans() {
    for (int i = 1; i <= 200; i++) {
      accept(aPlan().ofShow("show-" + i).activeFrom(T0 + i));
    }

    assertThat(planAt(T0 + 200)).isEqualTo("show-200/1");
    assertThat(planAt(T0 + 1))
        .as("forgotten, so the first one kept is next")
        .isEqualTo("show-137/1");
  }
}
