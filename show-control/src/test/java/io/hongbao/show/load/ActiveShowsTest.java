package io.hongbao.show.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.show.Campaigns;
import io.hongbao.wire.records.PlanRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActiveShowsTest {

  /** The wave is open for five minutes, its turns of 5 s may be named for at most four more. */
  private static final long OVER = Campaigns.OPENS + 300_000 + 20_000;

  private static final PlanRecord STAGED = PlanTableTest.plan("gala", "one");
  private static final PlanRecord ACTIVE = PlanTableTest.plan("parade", "one").activeFrom(5);

  @Test
  void shouldBeOnFromStagingUntilNoTurnCanBeNamed() {
    List<PlanRecord> plans = List.of(STAGED, ACTIVE);

    assertThat(ActiveShows.at(plans, 0)).containsExactly(STAGED, ACTIVE);
    assertThat(ActiveShows.at(plans, OVER - 1)).containsExactly(STAGED, ACTIVE);
    assertThat(ActiveShows.at(plans, OVER)).isEmpty();
  }

  @Test
  void shouldFindTheShowOfAFile() {
    List<PlanRecord> plans = List.of(STAGED, ACTIVE);

    assertThat(ActiveShows.ofFile(plans, "sha of gala", 0)).contains(STAGED);
    assertThat(ActiveShows.ofFile(plans, "sha of gala", OVER)).isEmpty();
    assertThat(ActiveShows.ofFile(plans, "another", 0)).isEmpty();
  }

  @Test
  void shouldLetEveryUserNameEveryTurnUntilTheEnd() {
    var schedule = STAGED.campaign().waves().get(0).schedule();
    for (long userHash = 0; userHash < 5_000; userHash++) {
      int last = schedule.turnAt(schedule.closesAtMillis() - 1, userHash);

      assertThat(schedule.lastNamedAtMillis(last, userHash)).isLessThanOrEqualTo(OVER);
    }
  }
}
