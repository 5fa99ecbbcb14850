package io.hongbao.edge.admission;

import static io.hongbao.edge.fixtures.PlanFixture.FIRST;
import static io.hongbao.edge.fixtures.PlanFixture.OPENS_AT_MILLIS;
import static io.hongbao.edge.fixtures.PlanFixture.TURN_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserHash;
import io.hongbao.edge.admission.Admission.ShakeClass;
import io.hongbao.edge.fixtures.PlanFixture;
import io.hongbao.edge.show.ShowPlan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final AdmissionSettings SETTINGS = new AdmissionSettings(500, 200);
  private static final long FIRST_OF_ALL = 0;
  private static final long LAST_OF_ALL = Long.MAX_VALUE - 1;
  private static final ShowPlan PLAN = new ShowPlan(PlanFixture.aPlan().toRecord());

  private final Deque<Long> queue = new ArrayDeque<>();
  private long nowMillis;
  private final QueueingDelay delay = new QueueingDelay(nanos(), SETTINGS.targetDelayMillis());

  /** Started long before the wave. */
  private final Admission admission = new Admission(SETTINGS, delay, 0, nanos());

  private long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(nowMillis);
  }

  private void tick(double ioMillis) {
    nowMillis += 20;
    admission.tick(nanos(), ioMillis);
  }

  private boolean admits(long place, ShakeClass shakeClass) {
    return admission.admits(place, shakeClass, TURN_MILLIS, nanos());
  }

  /** So many shakes are offered each 20 ms, and 20 answered that are 100 ms old. */
  private void offer(int perTick, int ticks) {
    for (int i = 0; i < ticks; i++) {
      for (int shake = 0; shake < perTick; shake++) {
        long place = UserRotation.place(UserHash.of("u" + nowMillis + "-" + shake), 17);
        if (!admission.isLimiting(OPENS_AT_MILLIS) || admits(place, ShakeClass.CURRENT)) {
          delay.sent(nanos());
          queue.add(nanos());
        }
      }
      for (int left = 20; left > 0 && !queue.isEmpty(); left--) {
        if (nanos() - queue.peek() >= TimeUnit.MILLISECONDS.toNanos(100)) {
          delay.answered(queue.remove(), nanos());
        }
      }
      tick(0);
    }
  }

  /** A herd comes, of which a tenth can be answered. */
  private void overload() {
    assertThat(admission.isLimiting(OPENS_AT_MILLIS)).isFalse();
    offer(20, 50);
    offer(200, 200);
    assertThat(admission.isLimiting(OPENS_AT_MILLIS)).isTrue();
  }

  private int admittedOf(int offered, long place, ShakeClass shakeClass) {
    return (int) IntStream.range(0, offered).filter(unused -> admits(place, shakeClass)).count();
  }

  @Test
  void shouldAdmitEverythingWhileNothingWaits() {
    assertThat(admission.isLimiting(OPENS_AT_MILLIS)).isFalse();

    offer(20, 500);

    assertThat(admission.isLimiting(OPENS_AT_MILLIS)).isFalse();
    assertThat(admission.admittedPerSecond()).isInfinite();
    assertThat(admission.share()).isEqualTo(1);
    assertThat(admittedOf(100_000, LAST_OF_ALL, ShakeClass.LATE)).isEqualTo(100_000);
  }

  @Test
  void shouldLimitWhenTheEdgesOwnQueuesAreLong() {
    admission.isLimiting(OPENS_AT_MILLIS);
    offer(20, 50);

    tick(2_000);

    assertThat(admission.isLimiting(OPENS_AT_MILLIS)).isTrue();
    assertThat(admission.delayMillis()).isGreaterThanOrEqualTo(2_000);
  }

  @Test
  void shouldRestWhileNobodyShakesAndBeWokenByTheFirstWhoDoes() {
    offer(0, 50);
    assertThat(admission.isAtRest()).isFalse();
    offer(0, 1);
    assertThat(admission.isAtRest()).isTrue();

    offer(1, 1);

    assertThat(admission.isAtRest()).isFalse();
    overload();
    offer(0, 52);
    assertThat(admission.isAtRest()).as("answers are on their way").isFalse();
  }

  @Test
  void shouldNotRestWhileAShakeThatCameBeforeIsOnItsWay() {
    delay.sent(nanos());

    offer(0, 200);

    assertThat(admission.isAtRest()).isFalse();
  }

  @Test
  void shouldKnowHowManyOfTheUsersItCanServe() {
    overload();

    assertThat(admission.share()).isBetween(0.08, 0.16);
  }

  @Test
  void shouldGiveTheLastPermitOnlyToUsersWhoHaveTheCall() {
    overload();
    admittedOf(10_000, FIRST_OF_ALL, ShakeClass.CURRENT);
    nowMillis += 10; // Some permits come, far fewer than may be kept.

    int late = admittedOf(10_000, FIRST_OF_ALL, ShakeClass.LATE);
    int others = admittedOf(10_000, LAST_OF_ALL, ShakeClass.CURRENT);
    int called = admittedOf(10_000, FIRST_OF_ALL, ShakeClass.CURRENT);

    assertThat(late).isZero();
    assertThat(others).isZero();
    assertThat(called).isPositive();
    assertThat(admits(FIRST_OF_ALL, ShakeClass.CURRENT)).isFalse();
  }

  @Test
  void shouldRefuseALateTurnFirstAndItsUserWithoutTheCallAlways() {
    overload();
    for (int i = 0; i < 100; i++) {
      tick(0); // Nobody comes, and permits are kept.
    }

    int withoutCall = admittedOf(1_000, LAST_OF_ALL, ShakeClass.LATE);
    int late = admittedOf(1_000, FIRST_OF_ALL, ShakeClass.LATE);
    int others = admittedOf(1_000, LAST_OF_ALL, ShakeClass.CURRENT);
    int called = admittedOf(1_000, FIRST_OF_ALL, ShakeClass.CURRENT);

    assertThat(withoutCall).isZero();
    assertThat(late).isPositive();
    assertThat(others).isPositive();
    assertThat(called).isGreaterThan(others);
  }

  @Test
  void shouldTellPhonesToLeaveTurnsOutByTheShare() {
    overload();
    double share = admission.share();
    long told = 0;
    for (int user = 0; user < 1_000; user++) {
      long hash = UserHash.of("u" + user);
      long startsAtMillis = FIRST.turnStartsAtMillis(17, hash);
      long waitMillis =
          PLAN.millisToNextShake(
                  new ShakeId("first", 17),
                  hash,
                  startsAtMillis,
                  admission.usableTurns(PLAN, hash, startsAtMillis, any -> true))
              .orElseThrow();
      assertThat(waitMillis % TURN_MILLIS).isZero();
      int next = FIRST.turnAt(startsAtMillis + waitMillis, hash);
      assertThat(
              admission.hasCall(
                  UserRotation.place(
                      hash, UserRotation.turnOfTime(OPENS_AT_MILLIS, TURN_MILLIS, next))))
          .isTrue();
      told += waitMillis;
    }

    assertThat(told / 1_000.0 / TURN_MILLIS).as("turns").isBetween(0.35 / share, 1 / share);
  }

  @Test
  void shouldTakeBackNothingOfWhatOthersSayOfTurns() {
    assertThat(admission.usableTurns(PLAN, 1, OPENS_AT_MILLIS, turn -> turn == 5).test(6))
        .isFalse();
    overload();

    assertThat(admission.usableTurns(PLAN, 1, OPENS_AT_MILLIS, any -> false).test(6)).isFalse();
  }

  @Test
  void shouldAdmitEverythingAgainOnceNothingWaits() {
    overload();

    offer(10, 300);

    assertThat(admission.isLimiting(OPENS_AT_MILLIS)).isFalse();
    assertThat(admission.share()).isEqualTo(1);
  }

  @Test
  void shouldBeginSlowlyInAWaveThatIsOpenAtTheStart() {
    Admission started = new Admission(SETTINGS, delay, OPENS_AT_MILLIS + 1, nanos());

    assertThat(started.isLimiting(OPENS_AT_MILLIS)).isTrue();
    nowMillis += 20;
    started.tick(nanos(), 0);
    assertThat(started.admittedPerSecond()).isEqualTo(200);
    for (int i = 0; i < 60; i++) {
      nowMillis += 20;
      started.tick(nanos(), 0);
    }
    assertThat(started.isLimiting(OPENS_AT_MILLIS)).as("nobody was refused").isFalse();
  }
}
