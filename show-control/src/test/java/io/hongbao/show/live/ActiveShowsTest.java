package io.hongbao.show.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.Control;
import io.hongbao.show.Campaigns;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.Activate;
import io.hongbao.wire.records.OpRecord.Op;
import io.hongbao.wire.records.OpRecord.Stage;
import io.hongbao.wire.records.OpRecord.Tell;
import io.hongbao.wire.records.PlanRecord;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActiveShowsTest {

  /** The wave is open for five minutes, its turns of 5 s may be named for at most four more. */
  private static final long OVER = Campaigns.OPENS + 300_000 + 20_000;

  private static final PlanRecord GALA = ShowTableTest.plan("gala", "one");
  private static final PlanRecord PARADE = ShowTableTest.plan("parade", "one");

  private final ShowTable table = new ShowTable();

  @BeforeEach
  void stageBothAndActivateTheFirst() {
    accept("parade", 1, new Stage(PARADE));
    accept("parade", 2, new Activate(1, 5, false));
    table.accept(PARADE.activeFrom(5));
    accept("gala", 1, new Stage(GALA));
  }

  @Test
  void shouldBeOnFromStagingUntilNoTurnCanBeNamed() {
    assertThat(namesAt(0)).containsExactly("parade", "gala");
    assertThat(namesAt(OVER - 1)).containsExactly("parade", "gala");
    assertThat(namesAt(OVER)).isEmpty();
  }

  @Test
  void shouldBeOverOnceItIsEnded() {
    accept("parade", 3, new Tell(new Control.End()));

    assertThat(namesAt(0)).containsExactly("gala");
  }

  @Test
  void shouldFindTheShowOfAFile() {
    assertThat(ActiveShows.ofFile(table, "sha of gala", 0)).map(ShowState::show).contains("gala");
    assertThat(ActiveShows.ofFile(table, "sha of gala", OVER)).isEmpty();
    assertThat(ActiveShows.ofFile(table, "another", 0)).isEmpty();
  }

  /** A show that is loaded ahead does not take the one on the air off it. */
  @Test
  void shouldHaveTheShowOnTheAirThatWasActivatedLast() {
    assertThat(ActiveShows.onAir(table, 0)).map(ShowState::show).contains("parade");

    accept("gala", 2, new Activate(1, 9, false));
    table.accept(GALA.activeFrom(9));

    assertThat(ActiveShows.onAir(table, 0)).map(ShowState::show).contains("gala");
  }

  @Test
  void shouldLetEveryUserNameEveryTurnUntilTheEnd() {
    var schedule = GALA.campaign().waves().get(0).schedule();
    for (long userHash = 0; userHash < 5_000; userHash++) {
      int last = schedule.turnAt(schedule.closesAtMillis() - 1, userHash);

      assertThat(schedule.lastNamedAtMillis(last, userHash)).isLessThanOrEqualTo(OVER);
    }
  }

  private List<String> namesAt(long nowMillis) {
    return ActiveShows.at(table, nowMillis).stream().map(ShowState::show).toList();
  }

  private void accept(String show, long number, Op op) {
    table.accept(new OpRecord(show, number, 1_000, "ada", true, op, List.of()));
  }
}
