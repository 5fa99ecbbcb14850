package io.hongbao.domain.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.traffic.RepeatReporter.Report;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class RepeatReporterTest {

  private static final long T0 = 1_800_000_000_000L;
  private static final long DUE = T0 + RepeatReporter.REPORT_AFTER_MILLIS;

  private final RepeatReporter<String> reporter = new RepeatReporter<>(new ConcurrentHashMap<>());

  @Test
  void shouldHaveNothingToSayOfWhoDoesNotRepeat() {
    assertThat(reporter.takeFor("alice")).isZero();
    assertThat(reporter.takeDue(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void shouldPutTheCountOnTheNextShakeAndStartAgain() {
    reporter.repeated("alice", "first-1", T0);
    reporter.repeated("alice", "first-1", T0 + 1);
    reporter.repeated("bob", "first-1", T0 + 2);

    assertThat(reporter.takeFor("alice")).isEqualTo(2);
    assertThat(reporter.takeFor("alice")).isZero();
    assertThat(reporter.takeDue(DUE + 2))
        .containsExactly(new Report<>("bob", "first-1", T0 + 2, 0));
  }

  @Test
  void shouldReportFromTheFirstPostOnAndStampTheLast() {
    reporter.repeated("alice", "first-1", T0);
    reporter.repeated("alice", "first-1", T0 + 700);

    assertThat(reporter.takeDue(DUE - 1)).isEmpty();
    assertThat(reporter.takeDue(DUE))
        .containsExactly(new Report<>("alice", "first-1", T0 + 700, 1));
    assertThat(reporter.isEmpty()).isTrue();
  }

  @Test
  void shouldReportRefusedPostsOnlyWithATurnThatIsUsed() {
    reporter.refused("stranger", T0);
    reporter.remember("slowed", "first-1", T0 - 5_000);
    reporter.refused("slowed", T0);
    reporter.refused("slowed", T0 + 1);

    assertThat(reporter.takeDue(DUE - 1)).isEmpty();
    assertThat(reporter.takeDue(DUE)).containsExactly(new Report<>("slowed", "first-1", T0 + 1, 1));
    assertThat(reporter.takeFor("stranger")).isEqualTo(1);
  }

  @Test
  void shouldReportNothingOfARememberedTurnAlone() {
    reporter.remember("slowed", "first-1", T0);

    assertThat(reporter.takeDue(T0 + 3_600_000)).isEmpty();
    assertThat(reporter.takeFor("slowed")).isZero();
  }

  @Test
  void shouldLoseNoPostThatTheLogDidNotTake() {
    reporter.repeated("alice", "first-1", T0);
    reporter.repeated("alice", "first-1", T0 + 10);
    Report<String> report = reporter.takeDue(DUE).get(0);
    reporter.giveBack(report);
    reporter.repeated("alice", "first-1", DUE + 1);

    assertThat(reporter.takeDue(DUE + 10))
        .containsExactly(new Report<>("alice", "first-1", DUE + 1, 2));
  }

  @Test
  void shouldCarryWithTheNextShakeWhatTheLastOneCouldNot() {
    reporter.repeated("alice", "first-1", T0);
    int repeats = reporter.takeFor("alice");
    reporter.giveBack("alice", repeats, T0 + 5);
    reporter.giveBack("bob", 0, T0 + 5);

    assertThat(reporter.takeFor("alice")).isEqualTo(1);
    assertThat(reporter.isEmpty()).isTrue();
  }
}
