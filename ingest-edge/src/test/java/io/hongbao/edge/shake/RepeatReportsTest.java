package io.hongbao.edge.shake;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.cache.AnswerKey;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.domain.fixtures.RepeatScript;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.domain.traffic.RepeatReporter;
import io.hongbao.edge.fixtures.FakeClock;
import io.hongbao.edge.fixtures.InMemoryAnswers;
import io.hongbao.edge.fixtures.InMemoryShakeLog;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.metrics.EdgeMetrics;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.wire.records.ShakeRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The edge logs of a user who hammers what cases of rules and backtests take it to log. */
class RepeatReportsTest {

  private static final String USER = "mallory";
  private static final long SWEEP_MILLIS = RepeatReporter.SWEEP_PERIOD_MILLIS;
  private static final ShowPlan PLAN = new ShowPlan(PlanFixture.aPlan().toRecord());

  /** At a sweep. */
  private static final long T0 =
      PlanFixture.OPENS_AT_MILLIS + SWEEP_MILLIS - PlanFixture.OPENS_AT_MILLIS % SWEEP_MILLIS;

  private final InMemoryShakeLog log = new InMemoryShakeLog();
  private final InMemoryAnswers answers = new InMemoryAnswers();
  private final FakeClock clock = new FakeClock(T0);
  private final EdgeMetrics metrics = new EdgeMetrics();
  private final AnswerPoller poller = new AnswerPoller(answers, clock, metrics, "poller");
  private final ShakeService shakeService = ShakeServiceTest.serviceOf(log, poller, clock, metrics);

  @AfterEach
  void close() {
    poller.close();
    answers.close();
  }

  @Test
  void shouldLogWhatAnEdgeLogs() {
    for (RepeatScript.Post post : RepeatScript.POSTS) {
      passTimeTo(startOf(post.turn()) + post.offsetMillis());
      shakeService.shake(useOf(post.turn()), ShakeServiceTest.Listener.hasty());
    }
    passTimeTo(clock.millis() + 1_000);

    assertThat(log.shakes()).extracting(RepeatReportsTest::logged).isEqualTo(RepeatScript.LOGGED);
  }

  private void passTimeTo(long atMillis) {
    long before = clock.millis();
    for (long at = before - before % SWEEP_MILLIS + SWEEP_MILLIS;
        at <= atMillis;
        at += SWEEP_MILLIS) {
      clock.moveTo(at);
      shakeService.lookAround();
    }
    clock.moveTo(atMillis);
  }

  private ShakeSubmission useOf(int turn) {
    return new ShakeSubmission(
        new AnswerKey(PlanFixture.SHOW, USER, new ShakeId("first", turn)),
        PLAN.placeOf(UserHash.of(USER)),
        PLAN.number(),
        clock.millis(),
        "phone-1",
        "10.0.0.1",
        RiskLevel.NONE,
        startOf(turn + 3));
  }

  private static RepeatScript.Logged logged(ShakeRecord shake) {
    int turn = shake.shakeId().turn();
    return new RepeatScript.Logged(turn, shake.stampMillis() - startOf(turn), 1 + shake.repeats());
  }

  private static long startOf(int turn) {
    return T0 + (long) turn * RepeatScript.TURN_MILLIS;
  }
}
