package io.hongbao.show.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.show.Campaigns;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SealedSecret;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTableTest {

  private final PlanTable table = new PlanTable();

  @Test
  void shouldKeepEachPlanInItsNewestState() {
    table.accept(plan("gala", "one"));
    table.accept(plan("parade", "one"));
    table.accept(plan("gala", "one").activeFrom(5));

    assertThat(table.plans())
        .containsExactly(plan("gala", "one").activeFrom(5), plan("parade", "one"));
  }

  @Test
  void shouldKeepThePlanThatWasStagedFirst() {
    table.accept(plan("gala", "one"));
    table.accept(plan("gala", "two"));
    table.accept(plan("gala", "two").activeFrom(5));

    assertThat(table.plans()).containsExactly(plan("gala", "one"));
  }

  @Test
  void shouldNotTakeAnActivePlanBackToStaged() {
    table.accept(plan("gala", "one"));
    table.accept(plan("gala", "one").activeFrom(5));
    table.accept(plan("gala", "one"));

    assertThat(table.plans()).containsExactly(plan("gala", "one").activeFrom(5));
  }

  @Test
  void shouldKeepTheInstantOfTheActivatesThatWasWrittenFirst() {
    table.accept(plan("gala", "one"));
    table.accept(plan("gala", "one").activatingAt(7));
    table.accept(plan("gala", "one").activatingAt(9));
    table.accept(plan("gala", "one"));
    assertThat(table.plans()).containsExactly(plan("gala", "one").activatingAt(7));

    table.accept(plan("gala", "one").activeFrom(8));
    table.accept(plan("gala", "one").activatingAt(7));
    assertThat(table.plans()).containsExactly(plan("gala", "one").activeFrom(8));
  }

  static PlanRecord plan(String show, String secret) {
    SealedSecret sealed = new SealedSecret(secret, "");
    return new PlanRecord(
        1,
        0,
        2,
        Campaigns.of(
            show,
            4,
            Campaigns.wave(
                "first", Campaigns.OPENS, new Curve.Uniform(), new Pool("cola", 1, 1, 1, 1))),
        "sha of " + show,
        Map.of("first", sealed),
        sealed);
  }
}
