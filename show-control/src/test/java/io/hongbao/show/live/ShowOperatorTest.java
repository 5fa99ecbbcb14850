package io.hongbao.show.live;

import static io.hongbao.show.live.LiveFixture.BUCKETS;
import static io.hongbao.show.live.LiveFixture.CAMPAIGN;
import static io.hongbao.show.live.LiveFixture.FIRST;
import static io.hongbao.show.live.LiveFixture.SECOND;
import static io.hongbao.show.live.LiveFixture.SHA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.domain.draw.Control;
import io.hongbao.domain.draw.ControlEffect;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.SeedBatch;
import io.hongbao.domain.draw.Terms;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.domain.limits.LimitChange;
import io.hongbao.domain.limits.Limits;
import io.hongbao.show.Campaigns;
import io.hongbao.show.live.LiveFixture.Applied;
import io.hongbao.show.live.ShowOperator.Cue;
import io.hongbao.show.live.ShowOperator.Staged;
import io.hongbao.show.live.ShowOperator.Told;
import io.hongbao.show.load.CampaignLoader;
import io.hongbao.wire.records.AckRecord.KnownShow;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.OpRecord.SetMode;
import io.hongbao.wire.records.PlanRecord;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ShowOperatorTest {

  private static final OptionalLong SOON = OptionalLong.empty();

  private static final CampaignWave THIRD =
      Campaigns.wave(
          "third",
          Campaigns.OPENS + 1_200_000,
          new Curve.Uniform(),
          new Pool("bank", 12, 12_000, 100, 2_000));

  private final LiveFixture show = LiveFixture.onAir();

  @Test
  void shouldPutAShowOnTheAirThatWasOnlyLoaded() {
    LiveFixture loaded = LiveFixture.loaded();
    assertThat(loaded.state().inForce()).isEmpty();

    Activation activation = loaded.operator.activate("gala", SOON, false, "ada");

    assertThat(activation.atMillis()).isEqualTo(LiveFixture.LOADED + 2_000);
    assertThat(loaded.state().inForce()).contains(activation.plan());
    assertThat(activation.plan().isActive()).isTrue();
    assertAllKept(loaded);
  }

  @Test
  void shouldTellEdgesOfAPlanAndBucketsOnlyWhenItIsActivated() {
    // Given
    show.edge("edge-1");
    int before = show.log.shakes().size();

    // When
    Staged staged = show.operator.stage("gala", with(FIRST, SECOND, THIRD), SHA, "ada");

    // Then
    assertThat(staged.behind()).isEmpty();
    assertThat(staged.plan().number()).isEqualTo(2);
    assertThat(staged.plan().secrets().get("first"))
        .isEqualTo(show.state().plan(1).orElseThrow().secrets().get("first"));
    assertThat(show.log.shakes()).hasSize(before);

    // When
    long nowMillis = show.time.millis();
    Activation activation = show.operator.activate("gala", SOON, false, "ada");

    // Then
    assertThat(activation.atMillis()).isEqualTo(nowMillis + 2_000);
    assertAllKept(show);
    List<Control> told = toldSince(before);
    assertThat(told.subList(told.size() - BUCKETS, told.size()))
        .containsOnly(new Control.Activate(2, activation.atMillis()));
    assertThat(told.stream().filter(SeedBatch.class::isInstance).map(SeedBatch.class::cast))
        .as("only what is added")
        .allMatch(batch -> batch.waveId().equals("third") && batch.planNumber() == 2);
  }

  @Test
  void shouldRefuseToActivateWhatAnEdgeHasNotAcknowledgedNamingIt() {
    // Given
    show.edge("edge-1");
    show.stuckEdge("edge-2", 1);
    Staged staged = show.operator.stage("gala", with(FIRST, SECOND, THIRD), SHA, "ada");
    int before = show.log.shakes().size();

    // Then
    assertThat(staged.behind()).containsExactly("edge-2");
    assertThatThrownBy(() -> show.operator.activate("gala", SOON, false, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "plan 2 is not acknowledged by edge-2: look whether they run, take them out with"
                + " ./hongbao show forget NODE, or pass them over with --force");
    assertThat(show.log.shakes()).hasSize(before);

    // When
    Activation forced = show.operator.activate("gala", SOON, true, "ada");

    // Then
    assertThat(forced.behind()).containsExactly("edge-2");
    assertThat(show.state().lastOp().orElseThrow().op())
        .isEqualTo(new OpRecord.Activate(2, forced.atMillis(), true));
  }

  @Test
  void shouldNotWaitForANodeThatWasForgottenHasLeftOrIsSilent() {
    show.acknowledge("edge-2", new KnownShow(1, 0));
    show.operator.forget("gala", "edge-2", "ada");
    show.acknowledge("edge-3", new KnownShow(1, 0));
    show.time.sleep(60_000);

    Staged staged = show.operator.stage("gala", with(FIRST, SECOND, THIRD), SHA, "ada");
    assertThat(staged.behind()).isEmpty();

    show.acknowledge("edge-2", new KnownShow(1, 0));
    assertThat(show.operator.nodes(show.state()).behindPlan(2)).containsExactly("edge-2");
  }

  @Test
  void shouldRefuseAnInstantThatIsTooEarly() {
    show.operator.stage("gala", with(FIRST, SECOND, THIRD), SHA, "ada");
    OptionalLong tooEarly = OptionalLong.of(show.time.millis() + 1_999);

    assertThatThrownBy(() -> show.operator.activate("gala", tooEarly, false, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("plan 2 cannot count that early: the earliest moment is ");
  }

  @Test
  void shouldRefuseAPlanThatDropsOrChangesAnOpenedWave() {
    show.time.set(Campaigns.OPENS + 10_000);

    assertThatThrownBy(() -> show.operator.stage("gala", with(SECOND), SHA, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("plan 2: wave first has opened by ");
    assertThatThrownBy(
            () -> show.operator.stage("gala", with(moved(FIRST, 1_000), SECOND), SHA, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("plan 2: wave first has opened by ");
    assertThat(show.state().staged()).isEmpty();
  }

  @Test
  void shouldMoveAWaveByACueAndKeepItsLength() {
    Activation cued = show.operator.cue("gala", "second", Cue.by(20_000), false, "ada");

    WaveSchedule schedule = second(cued.plan());
    assertThat(schedule.opensAtMillis()).isEqualTo(SECOND.schedule().opensAtMillis() + 20_000);
    assertThat(schedule.closesAtMillis()).isEqualTo(SECOND.schedule().closesAtMillis() + 20_000);
    assertAllKept(show);
    assertThat(show.state().inForce()).contains(cued.plan());
  }

  @Test
  void shouldReadACueAsItIsWritten() {
    for (String text : List.of("now", "+20s", "-3s", "+1500ms", "-2m")) {
      assertThat(Cue.parse(text).text()).isEqualTo(text);
    }
    assertThat(Cue.parse("-3s").shiftMillis()).hasValue(-3_000);
    assertThatThrownBy(() -> Cue.parse("5s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected +20s, -3s or now");
  }

  @Test
  void shouldOpenAWaveAsSoonAsCanBe() {
    show.edge("edge-1");
    show.time.set(SECOND.schedule().opensAtMillis() - 30_000);
    long nowMillis = show.time.millis();

    Activation cued = show.operator.cue("gala", "second", Cue.NOW, false, "ada");

    assertThat(second(cued.plan()).opensAtMillis())
        .isGreaterThan(cued.atMillis())
        .isLessThan(nowMillis + 4_000);
    assertAllKept(show);
  }

  @Test
  void shouldNotCueAWaveThatOpensTooSoonAndSayWhatIsPossible() {
    show.time.set(Campaigns.OPENS - 2_500);
    assertThatThrownBy(() -> show.operator.cue("gala", "first", Cue.NOW, false, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "wave first opens at 2027-01-15 16:00:00.000 Asia/Shanghai: too late to move it, a cue"
                + " must be given 3s before");

    show.time.set(Campaigns.OPENS + 595_000);
    assertThatThrownBy(() -> show.operator.cue("gala", "second", Cue.by(-3_000), false, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "wave second cannot open at 2027-01-15 16:09:57.000 Asia/Shanghai: the earliest"
                + " possible moment is 2027-01-15 16:09:58.001 Asia/Shanghai");
    assertThat(show.state().staged()).isEmpty();
  }

  @Test
  void shouldNotCueAWaveIntoAnother() {
    assertThatThrownBy(() -> show.operator.cue("gala", "second", Cue.by(-400_000), false, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage("the cue is not possible: wave second: opens before first closes");
  }

  @Test
  void shouldPauseAndResumeFromAnInstantAndNameTheBucketsThatAreLate() {
    show.time.set(Campaigns.OPENS + 10_000);

    Told paused = show.operator.pause("gala", "first", true, SOON, "ada");
    Told late =
        show.operator.pause(
            "gala", "second", true, OptionalLong.of(show.time.millis() - 40), "ada");
    Told resumed =
        show.operator.pause(
            "gala", "first", false, OptionalLong.of(paused.atMillis() + 500), "ada");

    assertThat(paused.atMillis()).isEqualTo(show.time.millis() + 1_000);
    assertThat(paused.lateBuckets()).isEmpty();
    assertThat(late.lateBuckets()).isEqualTo(Map.of(0, 40L, 1, 40L, 2, 40L, 3, 40L));
    assertThat(show.state().isPausedAt("first", paused.atMillis() - 1)).isFalse();
    assertThat(show.state().isPausedAt("first", paused.atMillis())).isTrue();
    assertThat(show.state().isPausedAt("first", resumed.atMillis())).isFalse();
    assertAllKept(show);
    assertThatThrownBy(
            () ->
                show.operator.pause(
                    "gala", "first", true, OptionalLong.of(paused.atMillis()), "ada"))
        .isInstanceOf(ShowRefusedException.class);
    assertThatThrownBy(() -> show.operator.pause("gala", "third", true, SOON, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage("show gala has no wave third: expected one of first, second");
  }

  @Test
  void shouldAddStockToAnOpenWaveOverTheRestOfItAndRaiseALimit() {
    // Given
    show.time.set(Campaigns.OPENS + 100_000);
    CampaignWave more = withPool(FIRST, new Pool("cola", 60, 30_000, 100, 2_000));
    Campaign staged = with(more, SECOND).withLimits(new Limits(5, 2));
    int before = show.log.shakes().size();

    // When
    show.operator.stage("gala", staged, SHA, "ada");
    Activation activation = show.operator.activate("gala", SOON, false, "ada");

    // Then
    assertAllKept(show);
    List<SeedBatch> added =
        toldSince(before).stream()
            .filter(SeedBatch.class::isInstance)
            .map(SeedBatch.class::cast)
            .toList();
    long offset = activation.atMillis() - Campaigns.OPENS;
    assertThat(added.stream().mapToInt(batch -> batch.seeds().size()).sum()).isEqualTo(20);
    assertThat(added.stream().flatMap(b -> b.seeds().stream()).mapToLong(s -> s.amountFen()).sum())
        .isEqualTo(10_000);
    assertThat(added).allMatch(batch -> batch.countsFromMillis() == activation.atMillis());
    assertThat(added.stream().flatMap(batch -> batch.seeds().stream()))
        .allMatch(s -> s.releaseOffsetMillis() >= offset && s.releaseOffsetMillis() < 300_000)
        .anyMatch(s -> s.releaseOffsetMillis() < offset + 60_000)
        .anyMatch(s -> s.releaseOffsetMillis() > 240_000);
    Terms terms =
        (Terms)
            toldSince(before).stream().filter(Terms.class::isInstance).findFirst().orElseThrow();
    assertThat(terms.limitChanges())
        .containsExactly(
            new LimitChange(0, new Limits(3, 1)),
            new LimitChange(activation.atMillis(), new Limits(5, 2)));
  }

  /** The instant of a limit stands in records that are appended before the activation. */
  @Test
  void shouldStageAPlanAgainWhoseLimitsWouldCountBeforeItIsActivated() {
    // Given: a log that takes two seconds for a plan's records
    show.edge("edge-1");
    show.operator.stage("gala", with(FIRST, SECOND).withLimits(new Limits(5, 2)), SHA, "ada");
    ControlLog slow = show.slowControlLog(2_000);

    // When
    Activation activation =
        show.operator(show.log.showTopic(), slow, 5).activate("gala", SOON, false, "ada");

    // Then
    assertThat(activation.plan().number()).isGreaterThan(2);
    assertThat(show.state().inForce()).contains(activation.plan());
    assertAllKept(show);
  }

  @Test
  void shouldNotTakeStockBack() {
    CampaignWave less = withPool(FIRST, new Pool("cola", 39, 20_000, 100, 2_000));

    assertThatThrownBy(() -> show.operator.stage("gala", with(less, SECOND), SHA, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageContaining("first")
        .hasMessageContaining("cola");
  }

  @Test
  void shouldNotAddStockToAWaveThatIsClosedBeforeItCounts() {
    show.time.set(Campaigns.OPENS + 299_000);
    CampaignWave more = withPool(FIRST, new Pool("cola", 60, 30_000, 100, 2_000));

    assertThatThrownBy(() -> show.operator.stage("gala", with(more, SECOND), SHA, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "plan 2: wave first gets packets and closes at 2027-01-15 16:05:00.000 Asia/Shanghai,"
                + " before they would count: add them to a later wave");
  }

  @Test
  void shouldSetTheModeAndTellWhoDoesNotFollow() {
    show.edge("edge-1");
    show.stuckEdge("edge-2", 1);

    ModeSet set = show.operator.mode("gala", Mode.CALM, "flood", "ada");

    assertThat(set.behind()).containsExactly("edge-2");
    assertThat(show.state().mode()).isEqualTo(Mode.CALM);
    assertThat(show.state().lastOp().orElseThrow().op()).isEqualTo(new SetMode(Mode.CALM, "flood"));
  }

  /** An operation that stands and cannot be done would stop every later command. */
  @Test
  void shouldWriteNoOperationThatCannotBeDone() {
    List<OpRecord> before = show.state().ops();

    assertThatThrownBy(() -> show.operator.mode("gala", Mode.CALM, "x".repeat(201), "ada"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reason of 201 characters: expected at most 200");

    assertThat(show.state().ops()).isEqualTo(before);
    show.operator.mode("gala", Mode.CALM, "x".repeat(200), "ada");
    assertThat(show.state().mode()).isEqualTo(Mode.CALM);
  }

  @Test
  void shouldNotTakeAShowOffTheAirWhileItsWaveIsOpen() {
    show.time.set(Campaigns.OPENS + 10_000);
    CampaignWave later = Campaigns.wave("only", Campaigns.OPENS + 5_000_000, new Curve.Uniform());
    new CampaignLoader(
            show.log.showTopic(),
            show.log.controlLog(),
            LiveFixture.SETTINGS,
            LiveFixture.SIGNING.signingKey(),
            LiveFixture.SEALING,
            LiveFixture.secrets(9),
            "ada",
            show.time)
        .load(Campaigns.of("parade", 2, later), "4567", AppendListener.NONE);

    assertThatThrownBy(() -> show.operator.activate("parade", SOON, false, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage(
            "wave first of show gala is open: activating another show would take it off the air;"
                + " wait until it closes");
  }

  @Test
  void shouldEndAShowOnlyWhenNoTurnCanBeNamedAndPublishItsSecretsThen() {
    long over = SECOND.schedule().closesAtMillis() + 20_000;
    show.time.set(over - 1);
    assertThatThrownBy(() -> show.operator.end("gala", "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("turns of show gala may be named until ");
    assertThatThrownBy(() -> show.operator.publish("gala", "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("show gala has not ended");

    show.time.set(over);
    show.operator.end("gala", "ada");
    show.operator.publish("gala", "ada");

    assertAllKept(show);
    PlanRecord plan = show.state().inForce().orElseThrow();
    assertThat(show.state().secrets().orElseThrow().secrets())
        .allSatisfy(
            (wave, secret) ->
                assertThat(secret.sha256()).isEqualTo(plan.secrets().get(wave).sha256()))
        .containsOnlyKeys("first", "second");
  }

  @Test
  void shouldEndAnOpenWaveAtOnceOnlyAfterEveryEdgeHasStopped() {
    // Given
    show.time.set(Campaigns.OPENS + 10_000);
    show.edge("edge-1");
    show.stuckEdge("edge-2", 1);

    // Then
    assertThatThrownBy(() -> show.operator.stopEdges("gala", false, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessageStartingWith("still taking or sending shakes: edge-2");
    assertThat(show.state().hasEnded()).isFalse();

    // When
    show.operator.stopEdges("gala", true, "ada");
    long stoppedAtMillis =
        show.state()
            .op(show.state().modeRecord().orElseThrow().opNumber())
            .orElseThrow()
            .atMillis();

    // Then
    assertThat(show.time.millis()).isGreaterThanOrEqualTo(stoppedAtMillis + 20_000 + 10_000);
    show.operator.end("gala", "ada");
    assertThat(show.state().hasEnded()).isTrue();
    assertAllKept(show);
  }

  @Test
  void shouldLetAnotherPersonThanItsAuthorApproveAPlan() {
    show.operator.stage("gala", with(FIRST, SECOND, THIRD), SHA, "ada");

    assertThatThrownBy(() -> show.operator.approve("gala", 2, "ada"))
        .isInstanceOf(ShowRefusedException.class)
        .hasMessage("plan 2 was staged by ada: another person must approve it");
    show.operator.approve("gala", 2, "bob");

    assertThat(show.state().approversOf(2)).containsExactly("bob");
  }

  private static Campaign with(CampaignWave... waves) {
    return CAMPAIGN.withWaves(List.of(waves));
  }

  private static CampaignWave moved(CampaignWave wave, long byMillis) {
    WaveSchedule at = wave.schedule();
    return wave.at(
        new WaveSchedule(
            at.id(),
            at.opensAtMillis() + byMillis,
            at.closesAtMillis() + byMillis,
            at.turnMillis()));
  }

  private static CampaignWave withPool(CampaignWave wave, Pool pool) {
    return new CampaignWave(
        wave.schedule(), wave.odds(), wave.greetingOdds(), wave.curve(), List.of(pool));
  }

  private static WaveSchedule second(PlanRecord plan) {
    return plan.campaign().wave("second").orElseThrow().schedule();
  }

  private List<Control> toldSince(int records) {
    return show.applied().stream().skip(records).map(told -> told.record().control()).toList();
  }

  private static void assertAllKept(LiveFixture show) {
    assertThat(show.applied())
        .extracting(Applied::effect)
        .isSubsetOf(ControlEffect.KEPT, ControlEffect.ENDED);
  }
}
