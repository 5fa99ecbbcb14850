package io.hongbao.edge.shake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.edge.admission.QueueingDelay;
import io.hongbao.edge.fixtures.FakeClock;
import io.hongbao.edge.fixtures.InMemoryAnswers;
import io.hongbao.edge.fixtures.InMemoryShakeLog;
import io.hongbao.edge.fixtures.InMemoryShakeLog.Mode;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.shake.AnswerListener.AnswerSubscription;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.wire.records.ShakeRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShakeServiceTest {

  private static final long NOW_MILLIS = PlanFixture.OPENS_AT_MILLIS + 88_000;
  private static final long NAMED_UNTIL_MILLIS = NOW_MILLIS + 12_000;
  private static final long KEPT_AFTERWARDS_MILLIS = 30_000;
  private static final ShowPlan PLAN = new ShowPlan(PlanFixture.aPlan().toRecord());
  private static final ShakeId TURN = new ShakeId("first", 17);

  private final InMemoryShakeLog log = new InMemoryShakeLog();
  private final InMemoryAnswers answers = new InMemoryAnswers();
  private final FakeClock clock = new FakeClock(NOW_MILLIS);
  private final EdgeMetrics metrics = new EdgeMetrics();
  private final AnswerPoller poller = new AnswerPoller(answers, clock, metrics, "poller");
  private final ShakeService shakeService = serviceOf(log, poller, clock, metrics);
  private final ShakeSweeper sweeper = new ShakeSweeper(shakeService, "edge-1");

  @BeforeEach
  void connect() {
    answers.follow(shakeService);
    log.readBy(answers::decide);
  }

  @AfterEach
  void close() {
    sweeper.close();
    poller.close();
    answers.close();
  }

  static ShakeService serviceOf(
      InMemoryShakeLog log, AnswerPoller poller, FakeClock clock, EdgeMetrics metrics) {
    return new ShakeService(
        log,
        poller,
        "edge-1",
        clock,
        metrics,
        new QueueingDelay(System.nanoTime(), 500),
        show -> false,
        1_000,
        1_000);
  }

  /** Remembers what it hears. */
  record Listener(boolean waitsForAnswer, List<ShakeStatus> heard) implements AnswerListener {

    static Listener patient() {
      return new Listener(true, new CopyOnWriteArrayList<>());
    }

    static Listener hasty() {
      return new Listener(false, new CopyOnWriteArrayList<>());
    }

    @Override
    public void hear(ShakeStatus status) {
      heard.add(status);
    }

    ShakeStatus awaitStatus() {
      await().until(() -> !heard.isEmpty());
      return heard.get(0);
    }
  }

  private static AnswerKey keyOf(String user) {
    return new AnswerKey(PlanFixture.SHOW, user, TURN);
  }

  static ShakeSubmission useOf(String user) {
    return new ShakeSubmission(
        keyOf(user),
        PLAN.placeOf(UserHash.of(user)),
        PLAN.number(),
        NOW_MILLIS,
        "phone-1",
        "10.0.0.1",
        RiskLevel.WATCH,
        NAMED_UNTIL_MILLIS);
  }

  @Test
  void shouldLogAllThatIsKnownOfTheShake() {
    shakeService.shake(useOf("alice"), Listener.patient());

    assertThat(log.shakes())
        .containsExactly(
            new ShakeRecord(
                PLAN.placeOf(UserHash.of("alice")).key(),
                "alice",
                TURN,
                1,
                NOW_MILLIS,
                "edge-1",
                "phone-1",
                "10.0.0.1",
                RiskLevel.WATCH,
                0,
                false));
  }

  @Test
  void shouldTellAHastyListenerOnTheAcknowledgementAndAPatientOneOnTheAnswer() {
    log.setMode(Mode.HOLD);
    Listener hasty = Listener.hasty();
    Listener patient = Listener.patient();
    shakeService.shake(useOf("alice"), hasty);
    shakeService.shake(useOf("alice"), patient);
    boolean nothingBefore = hasty.heard().isEmpty();

    log.releaseAll();
    ShakeStatus ofHasty = hasty.awaitStatus();
    answers.put(keyOf("alice"), Outcome.MISS);
    ShakeStatus ofPatient = patient.awaitStatus();

    assertThat(nothingBefore).isTrue();
    assertThat(ofHasty).isEqualTo(ShakeStatus.PENDING);
    assertThat(ofPatient).isEqualTo(ShakeStatus.answered(Outcome.MISS));
    assertThat(hasty.heard()).hasSize(1);
    assertThat(patient.heard()).hasSize(1);
  }

  @Test
  void shouldTellWhoLeavesWhatIsCertainByThen() {
    log.setMode(Mode.HOLD);
    Listener early = Listener.patient();
    Listener late = Listener.patient();
    AnswerSubscription shake = shakeService.shake(useOf("alice"), early);
    shakeService.shake(useOf("alice"), late);

    ShakeStatus beforeAcknowledgement = shake.leave(early);
    log.releaseAll();
    await().until(() -> shake.leave(late).equals(ShakeStatus.PENDING));
    answers.put(keyOf("alice"), Outcome.MISS);
    await().until(() -> shakeService.holdsAnswer(keyOf("alice")));

    assertThat(beforeAcknowledgement).isEqualTo(ShakeStatus.UNCERTAIN);
    assertThat(early.heard()).isEmpty();
    assertThat(late.heard()).isEmpty();
  }

  @Test
  void shouldTellWhoLeavesAsItEndsHowItEnded() {
    Listener patient = Listener.patient();
    AnswerSubscription shake = shakeService.shake(useOf("alice"), patient);
    answers.put(keyOf("alice"), Outcome.MISS);
    patient.awaitStatus();

    assertThat(shake.leave(patient)).isEqualTo(ShakeStatus.answered(Outcome.MISS));
  }

  @Test
  void shouldFetchTheAnswerThoughNobodyWaitsAnyMore() {
    shakeService.shake(useOf("alice"), Listener.hasty());
    answers.put(keyOf("alice"), Outcome.MISS);

    await().until(() -> shakeService.holdsAnswer(keyOf("alice")));

    assertThat(shakeService.pendingCount()).isZero();
  }

  @Test
  void shouldNotCountAPostThatItAskedForAsARepeat() {
    log.setMode(Mode.REFUSE);
    Listener refused = Listener.patient();
    shakeService.shake(useOf("alice"), refused);
    log.setMode(Mode.ACKNOWLEDGE);

    shakeService.shake(useOf("alice"), Listener.patient());

    assertThat(refused.awaitStatus()).isEqualTo(ShakeStatus.BUSY);
    assertThat(log.shakes()).extracting(ShakeRecord::repeats).containsExactly(0);
  }

  @Test
  void shouldNotBeStuckWithAShakeOnWhichTheLogBroke() {
    log.setMode(Mode.THROW);
    Listener listener = Listener.patient();

    shakeService.shake(useOf("alice"), listener);

    assertThat(listener.awaitStatus()).isEqualTo(ShakeStatus.UNCERTAIN);
    assertThat(shakeService.pendingCount()).isZero();
  }

  @Test
  void shouldLetGoOfAShakeThatGetsNoAnswerInItsTime() {
    shakeService.shake(useOf("alice"), Listener.hasty());
    await().until(() -> answers.timesAsked(keyOf("alice")) > 0);

    clock.moveTo(NAMED_UNTIL_MILLIS + KEPT_AFTERWARDS_MILLIS - 1);
    long askedSoFar = answers.timesAsked(keyOf("alice"));
    await().until(() -> answers.timesAsked(keyOf("alice")) > askedSoFar + 1);
    long pendingJustBefore = shakeService.pendingCount();
    clock.moveTo(NAMED_UNTIL_MILLIS + KEPT_AFTERWARDS_MILLIS);
    await().until(() -> shakeService.pendingCount() == 0);

    assertThat(pendingJustBefore).isEqualTo(1);
  }

  @Test
  void shouldLetGoOfAShakeInItsTimeThoughTheCacheIsAway() {
    answers.setMode(InMemoryAnswers.Mode.FAIL);
    shakeService.shake(useOf("alice"), Listener.hasty());
    await().until(() -> !answers.asked().isEmpty());

    clock.moveTo(NAMED_UNTIL_MILLIS + KEPT_AFTERWARDS_MILLIS);

    await().until(() -> shakeService.pendingCount() == 0);
  }

  @Test
  void shouldKeepAShakeForAWhileThatWasAcknowledgedLate() {
    log.setMode(Mode.HOLD);
    shakeService.shake(useOf("alice"), Listener.patient());
    clock.moveTo(NAMED_UNTIL_MILLIS + 60_000);
    log.releaseAll();
    await().until(() -> answers.timesAsked(keyOf("alice")) > 1);

    answers.put(keyOf("alice"), Outcome.MISS);

    await().until(() -> shakeService.holdsAnswer(keyOf("alice")));
  }

  @Test
  void shouldTellAnOutcomeThatComesBeforeTheAcknowledgement() {
    log.setMode(Mode.HOLD);
    Listener hasty = Listener.hasty();
    Listener patient = Listener.patient();
    shakeService.shake(useOf("alice"), hasty);
    shakeService.shake(useOf("alice"), patient);

    shakeService.decided(keyOf("alice"), Outcome.MISS);
    ShakeStatus ofHasty = hasty.awaitStatus();
    ShakeStatus ofPatient = patient.awaitStatus();
    log.releaseAll();
    await().until(() -> metrics.scrape().contains("acknowledgement_seconds_count 1"));

    assertThat(ofHasty).isEqualTo(ShakeStatus.answered(Outcome.MISS));
    assertThat(ofPatient).isEqualTo(ShakeStatus.answered(Outcome.MISS));
    assertThat(shakeService.pendingCount()).isZero();
    assertThat(hasty.heard()).hasSize(1);
    assertThat(patient.heard()).hasSize(1);
  }

  @Test
  void shouldNotAskTheCacheForWhatTheFeedBrings() {
    Listener patient = Listener.patient();
    answers.putForAll(Outcome.MISS);

    shakeService.shake(useOf("alice"), patient);
    ShakeStatus status = patient.awaitStatus();

    assertThat(status).isEqualTo(ShakeStatus.answered(Outcome.MISS));
    assertThat(answers.asked()).isEmpty();
  }

  @Test
  void shouldHoldAnOutcomeThatComesWhenItsShakeIsPendingNoLonger() {
    shakeService.decided(keyOf("alice"), Outcome.MISS);
    Listener listener = Listener.patient();

    shakeService.lookUp(keyOf("alice"), false, listener);

    assertThat(listener.heard()).containsExactly(ShakeStatus.answered(Outcome.MISS));
    assertThat(answers.asked()).isEmpty();
  }

  /** Returns once the edge knows that the shake's bucket said CLOSED. */
  private void shakeAClosedBucket(Listener listener) {
    AnswerSubscription shake = shakeService.shake(useOf("alice"), listener);
    answers.close(keyOf("alice"));
    await().until(() -> ShakeStatus.CLOSED.equals(shake.leave(Listener.hasty())));
  }

  @Test
  void shouldTellOfAShakeThatIsClosedForNowWhenTheWaitIsOverAndKeepIt() {
    Listener patient = Listener.patient();

    shakeAClosedBucket(patient);

    assertThat(patient.heard()).isEmpty();
    assertThat(shakeService.pendingCount()).isEqualTo(1);
  }

  /** As a draw job does that was started again, and repeats what it did before. */
  @Test
  void shouldTellTheOutcomeToWhoWaitsThoughAnEarlierAppendIsToldClosedAgain() {
    shakeAClosedBucket(Listener.patient());
    Listener waiting = Listener.patient();
    shakeService.shake(useOf("alice"), waiting);

    shakeService.closedForNow(keyOf("alice"));
    shakeService.decided(keyOf("alice"), Outcome.MISS);
    shakeService.closedForNow(keyOf("alice"));
    Listener again = Listener.patient();
    shakeService.shake(useOf("alice"), again);

    assertThat(waiting.heard()).containsExactly(ShakeStatus.answered(Outcome.MISS));
    assertThat(again.heard()).containsExactly(ShakeStatus.answered(Outcome.MISS));
  }

  @Test
  void shouldAppendAgainAtOnceWhatWasClosedWhenItsPhonePostsItAgain() {
    shakeAClosedBucket(Listener.patient());

    shakeService.shake(useOf("alice"), Listener.patient());

    assertThat(log.shakes()).extracting(ShakeRecord::ownRepeat).containsExactly(false, true);
  }

  @Test
  void shouldAppendNothingNewOfAShowThatIsBeingEndedThoughTheGatesLetItThrough() {
    ShakeService ending =
        new ShakeService(
            log,
            poller,
            "edge-1",
            clock,
            metrics,
            new QueueingDelay(System.nanoTime(), 500),
            show -> true,
            1_000,
            1_000);
    Listener late = Listener.patient();

    ending.shake(useOf("alice"), late);

    assertThat(late.awaitStatus()).isEqualTo(ShakeStatus.BUSY);
    assertThat(log.records()).isEmpty();
    assertThat(ending.underWay(PlanFixture.SHOW)).isZero();
  }

  @Test
  void shouldCountWhatIsOnItsWayUntilItIsKnownWhatBecameOfIt() {
    log.setMode(Mode.HOLD);
    shakeService.shake(useOf("alice"), Listener.patient());
    shakeService.shake(useOf("bob"), Listener.patient());
    log.setMode(Mode.REFUSE);
    shakeService.shake(useOf("carol"), Listener.patient());
    log.setMode(Mode.LOSE);
    shakeService.shake(useOf("dave"), Listener.patient());
    log.setMode(Mode.THROW);
    shakeService.shake(useOf("erin"), Listener.patient());

    await().until(() -> shakeService.underWay(PlanFixture.SHOW) == 2);
    assertThat(shakeService.underWay("another")).isZero();
    log.setMode(Mode.HOLD);
    log.releaseAll();
    await().until(() -> shakeService.underWay(PlanFixture.SHOW) == 0);
  }

  @Test
  void shouldAskForManyInFewBatches() {
    log.setMode(Mode.HOLD);
    List<Listener> listeners = IntStream.range(0, 400).mapToObj(i -> Listener.patient()).toList();
    for (int i = 0; i < listeners.size(); i++) {
      shakeService.shake(useOf("user-" + i), listeners.get(i));
      answers.keep(keyOf("user-" + i), Outcome.MISS);
    }
    log.readBy(shake -> {});

    log.releaseAll();
    await().until(() -> listeners.stream().noneMatch(listener -> listener.heard().isEmpty()));

    assertThat(answers.asked().size()).isLessThan(50);
    assertThat(answers.asked().stream().mapToInt(List::size).sum()).isEqualTo(400);
  }

  @Test
  void shouldRecoverWhenTheCacheComesBack() {
    answers.setMode(InMemoryAnswers.Mode.FAIL);
    Listener patient = Listener.patient();
    shakeService.shake(useOf("alice"), patient);
    await().until(() -> answers.asked().size() >= 2);

    answers.put(keyOf("alice"), Outcome.MISS);
    answers.setMode(InMemoryAnswers.Mode.ANSWER);

    assertThat(patient.awaitStatus()).isEqualTo(ShakeStatus.answered(Outcome.MISS));
  }
}
