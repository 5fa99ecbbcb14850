package io.hongbao.edge.show;

import static io.hongbao.edge.fixtures.PlanFixture.FIRST;
import static io.hongbao.edge.fixtures.PlanFixture.OPENS_AT_MILLIS;
import static io.hongbao.edge.fixtures.PlanFixture.SECOND;
import static io.hongbao.edge.fixtures.PlanFixture.aPlan;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.ShowKind;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.edge.fixtures.CapturedLogs;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.ModeRecord;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.SecretsRecord;
import io.hongbao.wire.records.ShowRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShowPlanTableTest {

  private static final long T0 = 1_800_000_000_000L;

  private final AtomicInteger badRecords = new AtomicInteger();
  private final ShowPlanTable table =
      new ShowPlanTable(PlanFixture.VERIFYING_KEY, badRecords::incrementAndGet);

  private void accept(PlanFixture plan) {
    accept(plan.toRecord());
  }

  private void accept(ShowRecord record) {
    table.accept(keyOf(record), record.sign(PlanFixture.SIGNING_KEY));
  }

  private static byte[] keyOf(ShowRecord record) {
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

  /** Whoever activates a plan may append its record more than once. */
  @Test
  void shouldLogOnceWhatHappensToAPlan() {
    PlanRecord plan = aPlan().numbered(1).toRecord();
    try (CapturedLogs logs = new CapturedLogs()) {
      accept(plan.activatingAt(T0));
      accept(plan.activatingAt(T0));
      accept(plan.activatingAt(T0 + 1_000));
      accept(plan.activeFrom(T0 + 1_000));
      accept(plan.activeFrom(T0 + 1_000));

      assertThat(logs.lines())
          .containsExactly(
              name() + " plan 1 of show gala is being activated for " + T0,
              name() + " plan 1 of show gala is being activated for " + (T0 + 1_000),
              name() + " plan 1 of show gala activates at " + (T0 + 1_000));
    }
  }

  private static String name() {
    return ShowPlanTable.class.getName();
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

  private void acceptActivating(PlanFixture plan) {
    accept(plan.toRecord().activatingAt(plan.activatesAtMillis()));
  }

  /** What is open at an instant, and what opens next. */
  private String wavesAt(long nowMillis) {
    ShowPlan plan = table.planAt(nowMillis).orElseThrow();
    return plan.number()
        + ": "
        + plan.openWaveAt(nowMillis).map(PlannedWave::id).orElse("none")
        + ", then "
        + plan.nextWaveAfter(nowMillis).map(PlannedWave::id).orElse("none");
  }

  private static WaveSchedule moved(WaveSchedule wave, long byMillis) {
    return new WaveSchedule(
        wave.id(),
        wave.opensAtMillis() + byMillis,
        wave.closesAtMillis() + byMillis,
        wave.turnMillis());
  }

  @Test
  void shouldKeepWavesClosedThatAPlanOnItsWayMoves() {
    long activatesAt = OPENS_AT_MILLIS + 2_000;
    PlanFixture later =
        aPlan().numbered(2).activeFrom(activatesAt).withWaves(moved(FIRST, 20_000), SECOND);
    accept(aPlan());
    assertThat(wavesAt(OPENS_AT_MILLIS)).isEqualTo("1: first, then second");

    acceptActivating(later);
    assertThat(wavesAt(OPENS_AT_MILLIS - 1)).isEqualTo("1: none, then second");
    assertThat(wavesAt(OPENS_AT_MILLIS)).isEqualTo("1: none, then second");
    assertThat(wavesAt(activatesAt)).as("its Activates are not all there").startsWith("1: none");

    accept(later.toRecord());
    assertThat(wavesAt(activatesAt - 1)).isEqualTo("1: none, then second");
    assertThat(wavesAt(activatesAt)).isEqualTo("2: none, then first");
    assertThat(wavesAt(OPENS_AT_MILLIS + 20_000)).isEqualTo("2: first, then second");
  }

  @Test
  void shouldKeepWavesClosedThatAPlanOnItsWayRemoves() {
    accept(aPlan());

    acceptActivating(aPlan().numbered(2).withWaves(FIRST));

    assertThat(wavesAt(OPENS_AT_MILLIS)).isEqualTo("1: first, then none");
    assertThat(wavesAt(SECOND.opensAtMillis())).isEqualTo("1: none, then none");
  }

  @Test
  void shouldOpenWavesAgainWhenAPlanOnItsWayIsDropped() {
    PlanFixture later = aPlan().numbered(2).withWaves(SECOND);
    accept(aPlan());
    acceptActivating(later);
    assertThat(wavesAt(OPENS_AT_MILLIS)).startsWith("1: none");

    accept(later.toRecord().staged());

    assertThat(wavesAt(OPENS_AT_MILLIS)).startsWith("1: first");
  }

  /** As an edge reads them that starts again: the last record of each key, in whatever order. */
  @Test
  void shouldFollowTheSameAfterARestart() {
    acceptActivating(aPlan().numbered(2).withWaves(SECOND));
    accept(aPlan().numbered(3));
    accept(aPlan().numbered(1));

    assertThat(wavesAt(OPENS_AT_MILLIS))
        .as("plan 2 was given up when plan 3 came, and closes nothing for ever")
        .isEqualTo("3: first, then second");

    acceptActivating(aPlan().numbered(4).withWaves(SECOND));

    assertThat(wavesAt(OPENS_AT_MILLIS)).isEqualTo("3: none, then second");
  }

  @Test
  void shouldNotLetGoOfAnActivePlanForARecordOfItsPast() {
    accept(aPlan());

    acceptActivating(aPlan());
    accept(aPlan().toRecord().staged());

    assertThat(wavesAt(OPENS_AT_MILLIS)).isEqualTo("1: first, then second");
  }

  @Test
  void shouldPassOverWhatOthersHaveSigned() {
    PlanRecord forged = aPlan().numbered(2).activeFrom(T0).toRecord();
    accept(aPlan().activeFrom(T0));

    table.accept(keyOf(forged), forged.encode());
    table.accept(keyOf(forged), forged.sign(SigningKey.generate().signingKey()));
    byte[] damaged = forged.sign(PlanFixture.SIGNING_KEY);
    damaged[damaged.length / 2] ^= 1;
    table.accept(keyOf(forged), damaged);

    assertThat(badRecords).hasValue(3);
    assertThat(planAt(T0)).isEqualTo("gala/1");
  }

  @Test
  void shouldPassOverOperations() {
    List<String> changes = new ArrayList<>();
    table.onChange(() -> changes.add("change"));

    accept(
        new OpRecord(
            "gala", 1, T0, "alice", false, new OpRecord.Forget("edge-1"), List.<Long>of()));

    assertThat(changes).isEmpty();
    assertThat(badRecords).hasValue(0);
    assertThat(table.showsNotOver()).isEmpty();
  }

  @Test
  void shouldFollowTheNewestModeOfEachShow() {
    accept(new ModeRecord("gala", 7, Mode.CALM, "too many"));
    accept(new ModeRecord("gala", 6, Mode.NORMAL, "an old one, appended late"));
    accept(new ModeRecord("other", 1, Mode.SHARE, ""));

    assertThat(table.modeOf("gala")).isEqualTo(Mode.CALM);
    assertThat(table.modeOf("other")).isEqualTo(Mode.SHARE);
    assertThat(table.modeOf("unknown")).isEqualTo(Mode.NORMAL);
  }

  @Test
  void shouldSayWhatItHasReadOfTheShowsThatAreNotOver() {
    ModeRecord mode = new ModeRecord("gala", 3, Mode.LONGER_TURNS, "");
    accept(aPlan().numbered(2));
    accept(aPlan().ofShow("next").numbered(1).activeFrom(0));
    accept(aPlan().ofShow("old"));
    accept(mode);
    accept(aPlan().numbered(5).activeFrom(0));
    accept(new SecretsRecord("old", Map.of()));

    assertThat(table.showsNotOver())
        .containsExactly(
            new ShowPlanTable.KnownShow("next", 1, Optional.empty(), Optional.empty(), true),
            new ShowPlanTable.KnownShow("gala", 5, Optional.of(mode), Optional.empty(), true));
    assertThat(table.secretsOf("old")).contains(new SecretsRecord("old", Map.of()));
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
  void shouldFollowOneShowForEachGroup() {
    accept(aPlan().activeFrom(T0));
    accept(aPlan().ofShow("of-crew").ofKind(ShowKind.shadowFor("crew")).activeFrom(T0 + 5));
    accept(aPlan().ofShow("of-all").ofKind(ShowKind.shadowFor("")).activeFrom(T0 + 6));
    accept(aPlan().ofShow("warm").ofKind(ShowKind.practiceFor("warm")).activeFrom(T0 + 7));

    assertThat(planAt(T0 + 10)).isEqualTo("gala/1");
    assertThat(planOf("", T0 + 10)).isEqualTo("gala/1");
    assertThat(planOf("crew", T0 + 5)).isEqualTo("of-crew/1");
    assertThat(planOf("crew", T0 + 6)).as("the one activated last").isEqualTo("of-all/1");
    assertThat(planOf("press", T0 + 10)).isEqualTo("of-all/1");
    assertThat(planOf("warm", T0 + 10)).isEqualTo("warm/1");
  }

  @Test
  void shouldFollowNoShowForAGroupThatHasNone() {
    accept(aPlan().activeFrom(T0));
    accept(aPlan().ofShow("of-crew").ofKind(ShowKind.shadowFor("crew")).activeFrom(T0));

    assertThat(planOf("press", T0)).isEqualTo("none");
  }

  @Test
  void shouldGoOnWithTheShowThatAPhoneAskedBy() {
    accept(aPlan().ofShow("of-crew").ofKind(ShowKind.shadowFor("crew")).activeFrom(T0));
    ShowPlan asked = table.planAt("crew", T0).orElseThrow();
    accept(
        aPlan()
            .ofShow("of-crew")
            .numbered(2)
            .ofKind(ShowKind.shadowFor("crew"))
            .activeFrom(T0 + 5));
    accept(aPlan().activeFrom(T0));

    assertThat(table.planNow(asked, T0 + 5).number()).isEqualTo(2);

    accept(aPlan().ofShow("another").ofKind(ShowKind.shadowFor("crew")).activeFrom(T0 + 9));

    assertThat(table.planNow(asked, T0 + 9)).isSameAs(asked);
  }

  /** However many shadow shows there were. */
  @Test
  void shouldKeepTheLiveShowAndWhateverShowIsPlayed() {
    accept(aPlan().activeFrom(T0));
    accept(aPlan().ofShow("played").ofKind(ShowKind.shadowFor("crew")).activeFrom(T0));
    for (int i = 1; i <= 200; i++) {
      String name = "over-" + i;
      accept(aPlan().ofShow(name).ofKind(ShowKind.shadowFor("g-" + i)).activeFrom(T0 + i));
      accept(new SecretsRecord(name, Map.of()));
    }

    assertThat(planAt(T0 + 300)).isEqualTo("gala/1");
    assertThat(planOf("crew", T0 + 300)).isEqualTo("played/1");
    assertThat(planOf("g-200", T0 + 300)).isEqualTo("over-200/1");
    assertThat(planOf("g-1", T0 + 300)).as("forgotten").isEqualTo("none");
  }

  private String planOf(String group, long nowMillis) {
    return table
        .planAt(group, nowMillis)
        .map(plan -> plan.show() + "/" + plan.number())
        .orElse("none");
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
