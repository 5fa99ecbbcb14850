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
    Backtest trial = trial("requests_10s > 40", TimeSpan.ALL);

    // When
    Traffic.play(trial);

    // Then
    RuleTally hammer = trial.tallies().get("hammer");
    assertThat(hammer.users()).containsExactlyInAnyOrder("fast", "slower");
    assertThat(hammer.firstMillis()).isEqualTo(Traffic.T0 + 5_000);
    RuleTally crowd = trial.tallies().get("crowd");
    assertThat(crowd.entities()).containsExactly(new Entity(EntityKind.ADDRESS, "10.0.0.1"));
    assertThat(crowd.users()).hasSize(Traffic.PEOPLE + 2);
    assertThat(trial.seen()).hasSize(Traffic.PEOPLE + 2);
  }

  @Test
  void shouldFillWindowsBeforeTheSpanAndCountInItAlone() {
    // Given: ten seconds must be counted before the rule can find the slower one
    TimeSpan second = new TimeSpan(Traffic.T0 + 60_000, Traffic.T0 + 61_000);
    Backtest trial = trial("requests_10s > 59", second);

    // When
    Traffic.play(trial);

    // Then
    assertThat(trial.tallies().get("hammer").users()).containsExactlyInAnyOrder("fast", "slower");
    assertThat(trial.tallies().get("hammer").hits()).isEqualTo(2);
    assertThat(trial.seen()).hasSizeLessThan(Traffic.PEOPLE);
  }

  @Test
  void shouldScoreByLabels() {
    Backtest trial = trial("requests_10s > 80", TimeSpan.ALL);
    Traffic.play(trial);

    Score score = Score.of(trial.seen(), trial.tallies().get("hammer").users(), Traffic.labels());

    assertThat(score).isEqualTo(new Score(1, 0, 1, Map.of("hammer", 0.5)));
    assertThat(score.precision()).isEqualTo(1);
    assertThat(score.recall()).isEqualTo(0.5);
    assertThat(score.f1()).isEqualTo(2.0 / 3);
  }

  @Test
  void shouldFindInASweepWhomTheRuleWithThatNumberFinds() {
    // Given
    Backtest trial = trial("requests_10s > 40", TimeSpan.ALL);
    Traffic.play(trial);
    Sweep sweep = trial.sweeps().get(1);

    // When, Then
    assertThat(sweep.comparison()).isEqualTo("requests_10s > 40");
    assertThat(sweep.points()).extracting(Sweep.Point::value).contains(10.0, 40.0, 80.0, 160.0);
    for (Sweep.Point point : sweep.points()) {
      Backtest alone = trial("requests_10s > " + Threshold.number(point.value()), TimeSpan.ALL);
      Traffic.play(alone);
      assertThat(point.users())
          .as("above %s", point.value())
          .isEqualTo(alone.tallies().get("hammer").users());
    }
  }

  @Test
  void shouldWarnOfARuleThatIsAboutPeople() {
    Backtest trial = trial("requests_10s > 1", TimeSpan.ALL);
    Traffic.play(trial);

    assertThat(Warnings.of(trial))
        .containsExactlyInAnyOrder(
            "rule hammer matches nearly everyone: 32 of 32 users (100 %)",
            "rule crowd matches nearly everyone: 32 of 32 users (100 %)");
  }

  @Test
  void shouldWarnOfARuleThatDividesByZero() {
    Backtest trial = trial("requests_10s / 0 > 5", TimeSpan.ALL);
    Traffic.play(trial);

    assertThat(Warnings.of(trial))
        .anyMatch(warning -> warning.startsWith("rule hammer: its condition failed "));
  }

  private static Backtest trial(String when, TimeSpan span) {
    return Backtest.withSweeps(List.of(RuleSetFixtures.hammer(when), Traffic.crowd()), span);
  }
}
