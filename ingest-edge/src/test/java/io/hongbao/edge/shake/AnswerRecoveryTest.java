package io.hongbao.edge.shake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.edge.fixtures.FakeClock;
import io.hongbao.edge.fixtures.InMemoryAnswers;
import io.hongbao.edge.fixtures.InMemoryShakeLog;
import io.hongbao.edge.fixtures.InMemoryShakeLog.Mode;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.shake.PendingShake.LatestAppend;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.wire.records.ShakeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerRecoveryTest {

  private static final long NOW_MILLIS = PlanFixture.OPENS_AT_MILLIS + 88_000;
  private static final ShowPlan PLAN = new ShowPlan(PlanFixture.aPlan().toRecord());

  private final InMemoryShakeLog log = new InMemoryShakeLog();
  private final InMemoryAnswers answers = new InMemoryAnswers();
  private final FakeClock clock = new FakeClock(NOW_MILLIS);
  private final EdgeMetrics metrics = new EdgeMetrics();
  private final AnswerPoller poller = new AnswerPoller(answers, clock, metrics, "poller");
  private final ShakeService shakeService = ShakeServiceTest.serviceOf(log, poller, clock, metrics);
  private final ShakeSweeper sweeper = new ShakeSweeper(shakeService, "edge-1");
  private final AnswerRecovery recovery =
      new AnswerRecovery(new ShakeSender(log, "edge-1", show -> false), metrics);

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

  /** Of a partition, in an endless row. */
  private static List<String> usersOfOnePartition(int count) {
    int partition = PLAN.placeOf(UserHash.of("user-0")).partition();
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "user-" + i)
        .filter(user -> PLAN.placeOf(UserHash.of(user)).partition() == partition)
        .limit(count)
        .toList();
  }

  private PendingShake anAcknowledgedShakeAt(String user, long offset) {
    PendingShake shake = new PendingShake(ShakeServiceTest.useOf(user), 0);
    shake.acknowledge(offset, clock.millis());
    return shake;
  }

  private int appended() {
    return log.shakes().size();
  }

  private void awaitAcknowledgement(PendingShake shake) {
    await().until(() -> shake.latestAppend().offset() != LatestAppend.NOT_KNOWN);
  }

  @Test
  void shouldAppendAgainWhatALaterAnswerHasOvertaken() {
    List<String> users = usersOfOnePartition(2);
    PendingShake lost = anAcknowledgedShakeAt(users.get(0), 7);
    recovery.answered(anAcknowledgedShakeAt(users.get(1), 8));

    recovery.missed(lost, NOW_MILLIS);
    int atOnce = appended();
    recovery.missed(lost, NOW_MILLIS + 1_000);

    ShakeSubmission submission = lost.submission();
    assertThat(atOnce).isZero();
    assertThat(log.shakes()).containsExactly(submission.toRecord("edge-1", 0, true));
    assertThat(log.records().get(0).partition()).isEqualTo(submission.place().partition());
  }

  @Test
  void shouldNotTakeAnAnswerOfAnotherPartitionForALaterOne() {
    PendingShake waiting = anAcknowledgedShakeAt("user-0", 7);
    String elsewhere =
        IntStream.iterate(1, i -> i + 1)
            .mapToObj(i -> "user-" + i)
            .filter(user -> !usersOfOnePartition(50).contains(user))
            .findFirst()
            .orElseThrow();
    recovery.answered(anAcknowledgedShakeAt(elsewhere, 100));

    recovery.missed(waiting, NOW_MILLIS);
    recovery.missed(waiting, NOW_MILLIS + 1_000);
    recovery.missed(waiting, NOW_MILLIS + 9_999);

    assertThat(appended()).isZero();
  }

  @Test
  void shouldAppendAgainAfterTenSecondsOfSilenceThenAfterTwiceThat() {
    PendingShake waiting = anAcknowledgedShakeAt("alice", 7);
    List<Long> appendedAfterSeconds = new ArrayList<>();

    for (long second = 1; second <= 70; second++) {
      int before = appended();
      recovery.missed(waiting, NOW_MILLIS + second * 1_000);
      if (appended() > before) {
        appendedAfterSeconds.add(second);
        awaitAcknowledgement(waiting);
      }
    }

    assertThat(appendedAfterSeconds).containsExactly(10L, 30L, 70L);
  }

  @Test
  void shouldDoubleTheWaitAlsoWhereLaterAnswersArrive() {
    List<String> users = usersOfOnePartition(2);
    PendingShake lost = anAcknowledgedShakeAt(users.get(0), 7);
    recovery.missed(lost, NOW_MILLIS);
    List<Long> appendedAfterSeconds = new ArrayList<>();

    for (long second = 1; second <= 16; second++) {
      recovery.answered(anAcknowledgedShakeAt(users.get(1), 100 + second));
      int before = appended();
      recovery.missed(lost, NOW_MILLIS + second * 1_000);
      if (appended() > before) {
        appendedAfterSeconds.add(second);
        awaitAcknowledgement(lost);
      }
    }

    assertThat(appendedAfterSeconds).containsExactly(2L, 4L, 8L, 16L);
  }

  @Test
  void shouldAppendWhatWasClosedUntilItMayNoLongerBeNamed() {
    PendingShake closed = anAcknowledgedShakeAt("alice", 7);
    List<Long> appendedAfterSeconds = new ArrayList<>();

    for (long second = 1; second <= 30; second++) {
      closed.closeForNow();
      int before = appended();
      recovery.missed(closed, NOW_MILLIS + second * 1_000);
      if (appended() > before) {
        appendedAfterSeconds.add(second);
        awaitAcknowledgement(closed);
      }
    }

    assertThat(closed.submission().namedUntilMillis()).isEqualTo(NOW_MILLIS + 12_000);
    assertThat(appendedAfterSeconds).containsExactly(1L, 3L, 7L);
  }

  @Test
  void shouldAppendWhatWasClosedBeyondItsBudget() {
    for (int user = 0; user < 50; user++) {
      PendingShake closed = anAcknowledgedShakeAt("user-" + user, user);
      closed.closeForNow();
      recovery.missed(closed, NOW_MILLIS + 1_000);
    }

    assertThat(appended()).isEqualTo(50);
  }

  @Test
  void shouldGoOnWithWhatWasClosedWhenTheLogRefuses() {
    PendingShake closed = anAcknowledgedShakeAt("alice", 7);
    closed.closeForNow();
    log.setMode(Mode.REFUSE);
    recovery.missed(closed, NOW_MILLIS + 1_000);
    log.setMode(Mode.ACKNOWLEDGE);

    recovery.missed(closed, NOW_MILLIS + 1_001);

    assertThat(appended()).isEqualTo(1);
  }

  @Test
  void shouldAppendNoMoreThanItsBudget() {
    IntStream.range(0, 100).forEach(i -> recovery.logged());

    for (int user = 0; user < 50; user++) {
      recovery.missed(anAcknowledgedShakeAt("user-" + user, user), NOW_MILLIS + 10_000);
    }

    assertThat(appended()).isEqualTo(20);
  }

  @Test
  void shouldTryAgainSoonWhenTheLogRefuses() {
    PendingShake waiting = anAcknowledgedShakeAt("alice", 7);
    log.setMode(Mode.REFUSE);
    recovery.missed(waiting, NOW_MILLIS + 10_000);
    log.setMode(Mode.ACKNOWLEDGE);

    recovery.missed(waiting, NOW_MILLIS + 10_001);

    assertThat(appended()).isEqualTo(1);
  }

  @Test
  void shouldStillAskWhenTheLogLosesTheRepeat() {
    PendingShake waiting = anAcknowledgedShakeAt("alice", 7);
    log.setMode(Mode.LOSE);
    recovery.missed(waiting, NOW_MILLIS + 10_000);

    recovery.missed(waiting, NOW_MILLIS + 29_999);
    int early = appended();
    recovery.missed(waiting, NOW_MILLIS + 30_000);

    assertThat(early).isEqualTo(1);
    assertThat(appended()).isEqualTo(2);
  }

  @Test
  void shouldBringBackAnAnswerThatTheCacheHasLost() {
    ShakeServiceTest.Listener phone = ShakeServiceTest.Listener.patient();
    shakeService.shake(ShakeServiceTest.useOf("alice"), phone);
    await().until(() -> answers.timesAsked(lostKey()) > 0);

    clock.moveTo(NOW_MILLIS + 10_000);
    await().until(() -> appended() == 2);
    answers.put(lostKey(), Outcome.MISS);

    assertThat(phone.awaitStatus()).isEqualTo(ShakeStatus.answered(Outcome.MISS));
    assertThat(log.shakes()).extracting(ShakeRecord::ownRepeat).containsExactly(false, true);
    assertThat(metrics.scrape()).contains("hongbao_edge_shakes_reasked_total 1.0");
  }

  private static AnswerKey lostKey() {
    return ShakeServiceTest.useOf("alice").key();
  }
}
