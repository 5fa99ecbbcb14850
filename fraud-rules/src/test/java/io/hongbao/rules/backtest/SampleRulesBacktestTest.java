package io.hongbao.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.cases.RulesWithCases;
import io.hongbao.rules.crowd.BotPlan;
import io.hongbao.rules.signal.RiskEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sample rules against people and bots of a seed that was not used while they were written, in
 * virtual time: 8,000 phones of which 280 are bots, in one wave of five minutes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SampleRulesBacktestTest {

  private static final Path RULES = Path.of("rules");
  private static final Duration WAVE = Duration.ofMinutes(5);

  /** Rules were written with 1 to 9. */
  private static final long UNSEEN_SEED = 20_270_205;

  private final VirtualAudience audience = audience(8_000, 3.5, WAVE);
  private Backtest backtest;
  private Score score;

  @BeforeAll
  void play() {
    backtest = Backtest.of(RulesWithCases.read(List.of(RULES)).reading().texts(), TimeSpan.ALL);
    audience.play(backtest::take);
    backtest.finish();
    Set<String> found = new HashSet<>();
    backtest.tallies().values().forEach(tally -> found.addAll(tally.users()));
    score = Score.of(backtest.seen(), found, audience.labels());
  }

  @Test
  void shouldFindTheBluntKinds() {
    Map<String, Double> blunt = new HashMap<>(score.recallByKind());
    blunt.remove("slow-mimic");

    assertThat(blunt)
        .containsOnlyKeys(
            "hammer", "device-farm", "metronome", "address-swarm", "device-ring", "quick-asker")
        .allSatisfy((kind, recall) -> assertThat(recall).isGreaterThanOrEqualTo(0.95));
  }

  @ParameterizedTest
  @ValueSource(strings = {"device-ring", "quick-asker"})
  void shouldFindWhatOneWindowAloneDoesNotShow(String kind) {
    Score byRule =
        Score.of(backtest.seen(), backtest.tallies().get(kind).users(), audience.labels());

    assertThat(byRule.recallByKind().get(kind)).isGreaterThanOrEqualTo(0.9);
    assertThat(byRule.precision()).isGreaterThanOrEqualTo(0.99);
  }

  @Test
  void shouldFindMostMimics() {
    assertThat(score.recallByKind().get("slow-mimic")).isGreaterThanOrEqualTo(0.6);
  }

  @Test
  void shouldFindHardlyAnyPeopleThoughTheyShareAndPressAgain() {
    assertThat(score.precision()).isGreaterThanOrEqualTo(0.99);
    assertThat(backtest.seen()).as("among thousands").hasSizeGreaterThan(6_000);
  }

  @Test
  void shouldFindEachKindByTheRuleOfItsName() {
    for (String kind : score.recallByKind().keySet()) {
      Score byRule =
          Score.of(backtest.seen(), backtest.tallies().get(kind).users(), audience.labels());
      assertThat(byRule.recallByKind().get(kind)).as(kind).isGreaterThanOrEqualTo(0.6);
    }
  }

  @Test
  void shouldMakeTheSameLogForTheSameSeed() {
    Duration halfAMinute = Duration.ofSeconds(30);
    List<RiskEvent> log = new ArrayList<>();
    List<RiskEvent> again = new ArrayList<>();

    audience(200, 10, halfAMinute).play(log::add);
    audience(200, 10, halfAMinute).play(again::add);

    assertThat(log)
        .isNotEmpty()
        .isEqualTo(again)
        .isSortedAccordingTo(Comparator.comparing(RiskEvent::atMillis));
  }

  private static VirtualAudience audience(int phones, double botPercent, Duration wave) {
    BotPlan plan = BotPlan.ofPercent("phone", phones, botPercent, UNSEEN_SEED);
    return VirtualAudience.inOneWave(plan, 0.06 * phones, wave);
  }
}
