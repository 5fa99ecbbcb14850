package io.hongbao.show.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.show.Campaigns;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.Activate;
import io.hongbao.wire.records.OpRecord.Op;
import io.hongbao.wire.records.OpRecord.SetMode;
import io.hongbao.wire.records.OpRecord.Stage;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SealedSecret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShowTableTest {

  private static final PlanRecord PLAN = plan("gala", "one");

  private final ShowTable table = new ShowTable();

  @Test
  void shouldKeepThePlanOfTheOperationThatStoodFirst() {
    table.accept(op(1, new Stage(PLAN)));
    table.accept(op(1, new Stage(plan("gala", "two"))));
    table.accept(plan("gala", "two"));
    table.accept(plan("gala", "two").activeFrom(5));

    assertThat(table.show("gala").plans()).containsExactly(PLAN);
    assertThat(table.show("gala").ops()).containsExactly(op(1, new Stage(PLAN)));
  }

  @Test
  void shouldKeepEachPlanInItsNewestState() {
    table.accept(op(1, new Stage(PLAN)));
    table.accept(PLAN);
    table.accept(PLAN.activatingAt(6));
    assertThat(table.show("gala").plans()).containsExactly(PLAN);

    table.accept(op(2, new Activate(1, 7, false)));
    table.accept(PLAN);
    assertThat(table.show("gala").plans()).containsExactly(PLAN.activatingAt(7));

    table.accept(PLAN.activeFrom(8));
    table.accept(PLAN.activatingAt(7));
    assertThat(table.show("gala").plans()).containsExactly(PLAN.activeFrom(8));
  }

  @Test
  void shouldKnowWhatEdgesWereToldOfAnActivationThatNeverBegan() {
    table.accept(op(1, new Stage(PLAN)));
    table.accept(PLAN);
    assertThat(table.show("gala").abandoned()).isEmpty();

    table.accept(PLAN.activatingAt(6));
    assertThat(table.show("gala").abandoned()).containsExactly(PLAN);

    table.accept(PLAN);
    assertThat(table.show("gala").abandoned()).isEmpty();

    table.accept(PLAN.activatingAt(9));
    table.accept(op(2, new Activate(1, 9, false)));
    assertThat(table.show("gala").abandoned()).isEmpty();
  }

  @Test
  void shouldNotBelieveAPlanThatNoOperationStaged() {
    table.accept(PLAN.activeFrom(5));

    assertThat(table.show("gala").plans()).isEmpty();
  }

  @Test
  void shouldKnowThatAnOperationIsDoneOnceItSaysSo() {
    OpRecord begun = op(1, new Stage(PLAN));
    table.accept(begun);
    table.accept(op(1, new SetMode(Mode.CALM, "")).done());
    assertThat(table.show("gala").lastOp()).contains(begun);

    table.accept(begun.done());
    table.accept(begun);
    assertThat(table.show("gala").lastOp()).contains(begun.done());
  }

  @Test
  void shouldNotLetAnEarlierModeReplaceALaterOne() {
    table.accept(new ModeRecord("gala", 4, Mode.CALM, "flood"));
    table.accept(new ModeRecord("gala", 3, Mode.NORMAL, ""));

    assertThat(table.show("gala").mode()).isEqualTo(Mode.CALM);
  }

  @Test
  void shouldKeepShowsApart() {
    table.accept(op(1, new Stage(PLAN)));
    table.accept(
        new OpRecord("parade", 1, 2, "bob", true, new SetMode(Mode.CALM, "flood"), List.of()));
    table.accept(new ModeRecord("parade", 1, Mode.CALM, "flood"));

    assertThat(table.shows()).extracting(ShowState::show).containsExactly("gala", "parade");
    assertThat(table.show("gala").mode()).isEqualTo(Mode.NORMAL);
    assertThat(table.show("parade").mode()).isEqualTo(Mode.CALM);
    assertThat(table.show("unknown").ops()).isEmpty();
  }

  static OpRecord op(long number, Op op) {
    return new OpRecord("gala", number, 1_000, "ada", false, op, List.of());
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
