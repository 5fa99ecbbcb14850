package io.hongbao.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.fixtures.RuleSetFixtures;
import io.hongbao.rules.model.Entity;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacktestTest {

  @Test
  void shouldTellWhomEachRuleFinds() {
    // Given
    Backtest backtest = backtest("requests_10s > 40", TimeSpan.ALL);

    // When
    Traffic.play(backtest);

    // Then
    RuleTally hammer = backtest.tallies().get("hammer");
    assertThat(hammer.users()).containsExactlyInAnyOrder("fast", "slower");
    assertThat(hammer.firstMillis()).isEqualTo(Traffic.T0 + 5_000);
    RuleTally crowd = backtest.tallies().get("crowd");
    assertThat(crowd.entities()).containsExactly(new Entity(EntityKind.ADDRESS, "10.0.0.1"));
    assertThat(crowd.users()).hasSize(Traffic.PEOPLE + 2);
    assertThat(backtest.seen()).hasSize(Traffic.PEOPLE + 2);
  }

  @Test
  void shouldFillWindowsBeforeTheSpanAndCountInItAlone() {
    // Given: ten seconds must be counted before the rule can find the slower one
    TimeSpan second = new TimeSpan(Traffic.T0 + 60_000, Traffic.T0 + 61_000);
    Backtest backtest = backtest("requests_10s > 59", second);

    // When
    Traffic.play(backtest);

    // Then
    assertThat(backtest.tallies().get("hammer").users())
        .containsExactlyInAnyOrder("fast", "slower");
    assertThat(backtest.tallies().get("hammer").hits()).isEqualTo(2);
    assertThat(backtest.seen()).hasSizeLessThan(Traffic.PEOPLE);
  }

  @Test
  void shouldScoreByLabels() {
    Backtest backtest = backtest("requests_10s > 80", TimeSpan.ALL);
    Traffic.play(backtest);

    Score score =
        Score.of(backtest.seen(), backtest.tallies().get("hammer").users(), Traffic.labels());

    assertThat(score).isEqualTo(new Score(1, 0, 1, Map.of("hammer", 0.5)));
    assertThat(score.precision()).isEqualTo(1);
    assertThat(score.recall()).isEqualTo(0.5);
    assertThat(score.f1()).isEqualTo(2.0 / 3);
  }

  @Test
  void shouldFindInASweepWhomTheRuleWithThatNumberFinds() {
    // Given
    Backtest backtest = backtest("requests_10s > 40", TimeSpan.ALL);
    Traffic.play(backtest);
    Sweep sweep = backtest.sweeps().get(1);

    // When, Then
    assertThat(sweep.comparison()).isEqualTo("requests_10s > 40");
    assertThat(sweep.points()).extracting(Sweep.Point::value).contains(10.0, 40.0, 80.0, 160.0);
    for (Sweep.Point point : sweep.points()) {
      Backtest alone = backtest("requests_10s > " + Threshold.number(point.value()), TimeSpan.ALL);
      Traffic.play(alone);
      assertThat(point.users())
          .as("above %s", point.value())
          .isEqualTo(alone.tallies().get("hammer").users());
    }
  }

  @Test
  void shouldWarnOfARuleThatIsAboutPeople() {
    Backtest backtest = backtest("requests_10s > 1", TimeSpan.ALL);
    Traffic.play(backtest);

    assertThat(Warnings.of(backtest))
        .containsExactlyInAnyOrder(
            "rule hammer matches nearly everyone: 32 of 32 users (100 %)",
            "rule crowd matches nearly everyone: 32 of 32 users (100 %)");
  }

  @Test
  void shouldWarnOfARuleThatDividesByZero() {
    Backtest backtest = backtest("requests_10s / 0 > 5", TimeSpan.ALL);
    Traffic.play(backtest);

    assertThat(Warnings.of(backtest))
        .anyMatch(warning -> warning.startsWith("rule hammer: its condition failed "));
  }

  private static Backtest backtest(String when, TimeSpan span) {
    return Backtest.withSweeps(List.of(RuleSetFixtures.hammer(when), Traffic.crowd()), span);
  }
}
