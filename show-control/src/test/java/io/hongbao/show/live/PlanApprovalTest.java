package io.hongbao.show.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Curve;
import io.hongbao.show.Campaigns;
import io.hongbao.show.live.ShowOperator.Cue;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Where it is required, a staged plan waits for another person. */
class PlanApprovalTest {

  private static final OptionalLong SOON = OptionalLong.empty();

  private static final Campaign MORE =
      LiveFixture.CAMPAIGN.withWaves(
          List.of(
              Campaigns.wave(
                  "first",
                  Campaigns.OPENS,
                  new Curve.Uniform(),
                  new Pool("cola", 80, 40_000, 100, 2_000)),
              LiveFixture.SECOND));

  private final LiveFixture show = LiveFixture.empty();

  @Test
  void shouldNotActivateThePlanThatOnePersonLoadedUntilAnotherApproved() {
    show.operator.setApproval(true, "up");
    load("ada");

    assertThat(show.state().isWaitingForApproval()).isTrue();
    assertThatThrownBy(() -> activate("ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "plan 1 of show gala was staged by ada and waits for another person: ./hongbao show"
                + " approve 1");
    assertThatThrownBy(() -> activate("bob")).isInstanceOf(ShowRefusedException.class);

    show.operator.approve("gala", 1, "bob");

    assertThat(show.state().isWaitingForApproval()).isFalse();
    activate("ada");
    assertThat(show.state().inForce()).isPresent();
  }

  @Test
  void shouldNotLetThePersonApproveWhoFinishedTheLoadOfAnother() {
    show.operator.setApproval(true, "up");
    CutOff cutOff = new CutOff(9);
    assertThatThrownBy(
            () ->
                show.loader(LiveFixture.SETTINGS, "ada", cutOff)
                    .load(LiveFixture.CAMPAIGN, LiveFixture.SHA, AppendListener.NONE))
        .isInstanceOf(LogUnavailableException.class);
    assertThat(show.state().plan(1)).isPresent();
    assertThat(show.state().appendOf(1)).isEmpty();
    load("bob");

    assertThatThrownBy(() -> show.operator.approve("gala", 1, "ada"))
        .hasMessage("plan 1 was staged by ada: another person must approve it");
    assertThatThrownBy(() -> show.operator.approve("gala", 1, "bob"))
        .hasMessage("plan 1 was staged by bob: another person must approve it");

    show.operator.approve("gala", 1, "eve");
    activate("ada");
    assertThat(show.state().inForce()).isPresent();
  }

  @Test
  void shouldHoldForEveryPlanOfEveryShowAndNeedAWordForEach() {
    show.operator.setApproval(true, "up");
    load("ada");
    show.operator.approve("gala", 1, "bob");
    activate("ada");
    show.time.sleep(2_000);

    show.operator.stage("gala", MORE, LiveFixture.SHA, "bob");

    assertThatThrownBy(() -> activate("ada"))
        .hasMessage(
            "plan 2 of show gala was staged by bob and waits for another person: ./hongbao show"
                + " approve 2");
    assertThat(show.state().appendOf(2)).isEmpty();
    show.operator.approve("gala", 2, "ada");
    activate("bob");
    assertThat(show.state().inForce().orElseThrow().number()).isEqualTo(2);
  }

  @Test
  void shouldLetACueThroughWhichGivesNothingMoreAway() {
    load("ada");
    activate("ada");
    show.operator.setApproval(true, "up");
    show.time.sleep(2_000);

    show.operator.cue("gala", "second", Cue.by(1_000), false, "ada");

    assertThat(show.state().inForce().orElseThrow().number()).isEqualTo(2);
  }

  @Test
  void shouldNotWaitUnlessItIsRequired() {
    show.operator.setApproval(true, "up");
    show.operator.setApproval(false, "up");
    int records = show.log.showRecords();
    show.operator.setApproval(false, "up");

    assertThat(records).isEqualTo(2);
    assertThat(show.log.showRecords()).as("it was so already").isEqualTo(2);
    load("ada");
    activate("ada");
    assertThat(show.state().inForce()).isPresent();
  }

  @Test
  void shouldOutliveCompaction() {
    show.operator.setApproval(false, "up");
    show.operator.setApproval(true, "up");

    assertThat(show.log.show().isApprovalRequired()).isTrue();
    assertThat(show.log.showCompacted().isApprovalRequired()).isTrue();
  }

  private void load(String author) {
    show.loader(LiveFixture.SETTINGS, author)
        .load(LiveFixture.CAMPAIGN, LiveFixture.SHA, AppendListener.NONE);
  }

  private void activate(String author) {
    show.operator.activate("gala", SOON, false, author);
  }
}
