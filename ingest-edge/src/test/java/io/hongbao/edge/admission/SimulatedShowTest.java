package io.hongbao.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What admission is for, on a clock of its own: a draw of 1,000 shakes a second and its phones. */
class SimulatedShowTest {

  private static final double CAPACITY = 1_000;
  private static final int WARM_UP_MILLIS = 10_000;

  private static SimulatedShow aShow(int edges, int feedbackMillis) {
    return new SimulatedShow(2_027, edges, feedbackMillis);
  }

  @ParameterizedTest
  @CsvSource({"true, 40", "false, 40", "true, 100", "false, 100", "true, 300", "false, 300"})
  void shouldAnswerWhatCanBeAnsweredInTimeAtTenTimesTheLoad(boolean obey, int feedbackMillis) {
    SimulatedShow show = aShow(1, feedbackMillis);
    double offered = 0;
    for (double times : new double[] {0.8, 1.4, 2, 5, 10}) {
      show.join(times * CAPACITY - offered, obey);
      offered = times * CAPACITY;
      long from = show.nowMillis();
      show.run(times < 1 ? WARM_UP_MILLIS : 25_000);
      if (times > 1) {
        long settled = from + 3_000;
        assertThat(show.goodput(settled, show.nowMillis()))
            .as("goodput at %s", times)
            .isGreaterThanOrEqualTo(0.9 * CAPACITY);
        assertThat(show.waitMillis(0.99, from, show.nowMillis()))
            .as("p99 at %s", times)
            .isLessThan(1_000);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 40", "false, 40", "true, 200", "false, 200"})
  void shouldSettleWithinASecondAfterAStepWithoutSwinging(boolean obey, int feedbackMillis) {
    SimulatedShow show = aShow(1, feedbackMillis);
    show.join(CAPACITY, obey);
    show.run(WARM_UP_MILLIS);
    show.join(0.4 * CAPACITY, obey);
    long from = show.nowMillis();

    show.run(21_000);

    for (double goodput : show.goodputs(from + 1_000, show.nowMillis(), 500)) {
      assertThat(goodput).isBetween(0.95 * CAPACITY, 1.05 * CAPACITY);
    }
    assertThat(show.waitMillis(1, from + 2_000, show.nowMillis())).isLessThan(700);
  }

  @ParameterizedTest
  @CsvSource({"true, 40", "false, 40", "true, 100", "false, 100", "true, 300", "false, 300"})
  void shouldMeetAHerdFromNothingWithoutALongQueue(boolean obey, int feedbackMillis) {
    SimulatedShow show = aShow(1, feedbackMillis);
    show.run(5_000);
    show.join(10 * CAPACITY, obey);

    show.run(60_000);

    assertThat(show.goodput(7_000, 65_000)).isGreaterThan(0.95 * CAPACITY);
    assertThat(show.waitMillis(0.99, 5_000, 65_000)).isLessThan(1_000);
    assertThat(show.waitMillis(1, 5_000, 65_000)).isLessThan(1_500);
  }

  @ParameterizedTest
  @CsvSource({"40, 0", "100, 0.01", "300, 0.1"})
  void shouldTakeALoadFromNothingThatTheDrawCanServe(int feedbackMillis, double refusedAtMost) {
    SimulatedShow show = aShow(1, feedbackMillis);
    show.setCapacity(10_000);
    show.run(5_000);
    show.join(8_000, false);

    show.run(10_000);

    assertThat(show.refusals(5_000, 10_000) / 40_000.0).isLessThanOrEqualTo(refusedAtMost);
    assertThat(show.refusals(6_500, 15_000)).isLessThan(10);
  }

  @ParameterizedTest
  @CsvSource({"true, 40", "false, 40", "true, 100", "false, 100", "true, 300", "false, 300"})
  void shouldServeOthersAtOnceWhenThoseOfTheOverloadAreGone(boolean obey, int feedbackMillis) {
    SimulatedShow show = aShow(1, feedbackMillis);
    show.join(10 * CAPACITY, obey);
    show.run(60_000);
    show.leave(10 * CAPACITY);
    show.join(0.8 * CAPACITY, obey);
    long from = show.nowMillis();

    show.run(12_000);

    for (long at = from + 1_000; at < from + 10_000; at += 500) {
      assertThat(show.promptShare(at, at + 500)).isGreaterThanOrEqualTo(0.99);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldTakeNoBacklogWhileTheDrawStandsStillAndRecoverWithinTenSeconds(boolean obey) {
    SimulatedShow show = aShow(1, 60);
    show.join(CAPACITY, obey);
    show.run(WARM_UP_MILLIS);
    long sentBefore = show.sent();
    show.setCapacity(0);
    show.run(60_000);
    long backlog = show.sent() - sentBefore;
    show.setCapacity(1.2 * CAPACITY);
    long back = show.nowMillis();

    show.run(30_000);

    assertThat(backlog).as("of 60,000 that were offered").isLessThan(2_000);
    assertThat(show.goodput(back + 10_000, back + 30_000)).isGreaterThan(0.95 * CAPACITY);
    assertThat(show.waitMillis(1, back + 10_000, back + 30_000)).isLessThan(1_000);
    assertThat(show.refusals(back + 10_000, back + 30_000)).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldFollowACapacityThatChanges(boolean obey) {
    SimulatedShow show = aShow(1, 60);
    show.join(2 * CAPACITY, obey);
    show.run(WARM_UP_MILLIS);
    for (double capacity : new double[] {500, 1_500, 300, 1_000}) {
      show.setCapacity(capacity);
      long from = show.nowMillis();
      show.run(20_000);
      assertThat(show.goodput(from + 10_000, show.nowMillis()))
          .as("goodput at %s", capacity)
          .isGreaterThan(0.9 * capacity);
      assertThat(show.waitMillis(0.99, from + 5_000, show.nowMillis()))
          .as("p99 at %s", capacity)
          .isLessThan(1_000);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldShareADrawAmongEdgesThatKnowNothingOfEachOther(boolean obey) {
    SimulatedShow show = aShow(4, 60);
    show.join(3 * CAPACITY, obey);

    show.run(90_000);

    long from = 10_000;
    assertThat(show.goodput(from, 90_000)).isGreaterThan(0.95 * CAPACITY);
    assertThat(show.waitMillis(0.99, from, 90_000)).isLessThan(1_000);
    for (int edge = 0; edge < 4; edge++) {
      assertThat(show.answersOfEdge(edge, from) / 80.0)
          .as("goodput of edge %s", edge)
          .isBetween(0.15 * CAPACITY, 0.35 * CAPACITY);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 2027", "false, 2027", "true, 2028", "false, 2028"})
  void shouldServeEveryUserAlikeAtTwiceTheLoad(boolean obey, long seed) {
    SimulatedShow show = new SimulatedShow(seed, 1, 60);
    show.join(2 * CAPACITY, obey);

    show.run(600_000);

    List<Integer> served =
        show.phones().stream().map(SimulatedShow.Phone::answered).sorted().toList();
    assertThat(served).hasSize(10_000);
    double median = served.get(5_000);
    assertThat(served.get(0) / median).as("of the least served").isGreaterThanOrEqualTo(0.8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldRefuseNothingBelowCapacity(boolean obey) {
    SimulatedShow show = aShow(1, 60);
    show.join(0.9 * CAPACITY, obey);

    show.run(60_000);

    assertThat(show.refusals(0, 60_000)).isZero();
    assertThat(show.edge(0).admission.isLimiting()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldBeginSlowlyAtAnEdgeThatStartsInAnOpenWave(boolean obey) {
    SimulatedShow show = aShow(0, 40);
    show.run(2_000);
    show.joinAt(show.startEdge(), 0.9 * CAPACITY, obey);
    show.run(20_000);

    assertThat(show.goodput(2_000, 3_000)).isLessThan(0.5 * CAPACITY);
    assertThat(show.goodput(12_000, 22_000)).isGreaterThan(0.8 * CAPACITY);
    assertThat(show.refusals(12_000, 22_000)).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldAnswerInTimeThoughTheDrawWorksInBatches(boolean obey) {
    SimulatedShow show = aShow(1, 40);
    show.setBatches(50);
    show.join(0.9 * CAPACITY, obey);
    show.run(WARM_UP_MILLIS);
    long refusedBelow = show.refusals(0, WARM_UP_MILLIS);
    show.join(1.1 * CAPACITY, obey);

    show.run(30_000);

    assertThat(refusedBelow).isZero();
    assertThat(show.goodput(WARM_UP_MILLIS + 3_000, show.nowMillis()))
        .isGreaterThan(0.95 * CAPACITY);
    assertThat(show.waitMillis(0.99, WARM_UP_MILLIS, show.nowMillis())).isLessThan(1_000);
  }
}
