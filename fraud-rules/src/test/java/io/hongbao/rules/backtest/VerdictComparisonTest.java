package io.hongbao.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.fixtures.RuleSetFixtures;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.replay.RuleReplay;
import io.hongbao.rules.replay.RuleReplayListener;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSetTimeline;
import io.hongbao.rules.signal.RiskEvent;
import io.hongbao.rules.verdict.VerdictEngine.VerdictUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Two bots and thirty people for two minutes; a job that sees them, or not all of it. */
class VerdictComparisonTest {

  private static final long T0 = Traffic.T0;
  private static final long JOB_LATENESS_MILLIS = 1_000;

  /** From the end of an evaluation second to the verdict in the log. */
  private static final long JOB_DELAY_MILLIS = 1_500;

  private static final RuleSet FIRST =
      RuleSet.first(
          List.of(RuleSetFixtures.hammer("requests_10s > 40")), "ann", "first", T0 - 86_400_000);

  /** In force in the middle: only the fast bot posts so often. */
  private static final RuleSet SECOND =
      FIRST.next(
          List.of(RuleSetFixtures.hammer("requests_10s > 80")), "ben", "higher", T0 + 57_500);

  @Test
  void shouldAgreeWithAJobThatSawTheSameLog() {
    VerdictComparison comparison = compare(List.of(FIRST), event -> true, TimeSpan.ALL);

    assertThat(comparison.compared()).isEqualTo(2);
    assertThat(comparison.same()).isEqualTo(2);
    assertThat(comparison.differing()).isZero();
  }

  @Test
  void shouldMeasureFromTheShakeThatMadeTheConditionHold() {
    VerdictComparison comparison = compare(List.of(FIRST), event -> true, TimeSpan.ALL);

    // The fast bot passes 40 at second 4 and 10 ms, the slower one at second 6 and 20 ms; their
    // edge took each 3 ms before the log. The evaluation seconds end at the next second.
    assertThat(comparison.delaysMillis()).containsOnlyKeys("hammer");
    assertThat(comparison.delaysMillis().get("hammer"))
        .containsExactly(980 + 3 + JOB_DELAY_MILLIS, 990 + 3 + JOB_DELAY_MILLIS);
    assertThat(VerdictComparisonFormatter.of(comparison, OptionalLong.of(0)))
        .containsPattern("hammer +2 +2\\.5 +2\\.5 +2\\.5\n")
        .containsPattern("all rules +2 +2\\.5 +2\\.5 +2\\.5\n")
        .containsPattern(" 2 +2 +0 +0 +0 +0\\.000 % +0\n")
        .doesNotContain("late shake is in no count");
  }

  @Test
  void shouldTellWhatALateShakeHasChanged() {
    // Given: the slower bot's sixth record was late; the job counts without it
    long lateMillis = T0 + 5_020;

    // When
    VerdictComparison comparison =
        compare(List.of(FIRST), event -> event.atMillis() != lateMillis, TimeSpan.ALL);

    // Then
    assertThat(comparison.same()).isEqualTo(1);
    assertThat(comparison.otherTime()).isEqualTo(1);
    assertThat(comparison.examples())
        .containsExactly("user slower by hammer, version 1: first held 1 s later live");
    assertThat(VerdictComparisonFormatter.of(comparison, OptionalLong.of(1)))
        .contains("50.000 %", "a late shake is in no count of the job");
    assertThat(VerdictComparisonFormatter.of(comparison, OptionalLong.of(0)))
        .contains("no shake was late: the rules or the job's state must have differed");
    assertThat(VerdictComparisonFormatter.of(comparison, OptionalLong.empty()))
        .contains("not known");
  }

  @Test
  void shouldTellWhatOneSideAloneSays() {
    Predicate<RiskEvent> notTheFast = event -> !event.user().equals("fast");
    VerdictReplay all = replay(List.of(FIRST), event -> true);
    VerdictReplay less = replay(List.of(FIRST), notTheFast);

    VerdictComparison onlyReplay =
        VerdictComparison.of(all, job(List.of(FIRST), notTheFast), TimeSpan.ALL);
    VerdictComparison onlyLive =
        VerdictComparison.of(less, job(List.of(FIRST), event -> true), TimeSpan.ALL);

    assertThat(onlyReplay.onlyReplay()).isEqualTo(1);
    assertThat(onlyReplay.examples())
        .containsExactly("only in the backtest: user fast by hammer, version 1");
    assertThat(onlyLive.onlyLive()).isEqualTo(1);
    assertThat(onlyLive.examples()).containsExactly("only live: user fast by hammer, version 1");
  }

  @Test
  void shouldJudgeEachSecondByTheRulesOfItsTime() {
    VerdictComparison comparison = compare(List.of(FIRST, SECOND), event -> true, TimeSpan.ALL);

    assertThat(comparison.same()).as("the fast one by both, the slower by the first").isEqualTo(3);
    assertThat(comparison.differing()).isZero();
  }

  @Test
  void shouldGoThroughMoreVersionsThanAnybodyKeeps() {
    List<RuleSet> versions = new ArrayList<>(List.of(FIRST));
    for (int i = 1; i <= 20; i++) {
      RuleSet before = versions.get(versions.size() - 1);
      versions.add(
          before.next(
              List.of(RuleSetFixtures.hammer("requests_10s > " + (40 + i % 2))),
              "ben",
              "again",
              T0 + i * 5_000L));
    }

    VerdictReplay replay = replay(versions, event -> true);

    assertThat(replay.firsts().keySet())
        .filteredOn(key -> key.entity().name().equals("fast"))
        .extracting(VerdictKey::ruleVersion)
        .contains(1, 2, 10, 20);
  }

  @Test
  void shouldCompareWithinASpanAlone() {
    TimeSpan early = new TimeSpan(T0, T0 + 6_000);

    VerdictComparison comparison = compare(List.of(FIRST), event -> true, early);

    assertThat(comparison.compared()).isEqualTo(1);
  }

  @Test
  void shouldTakeTheEarlierOfTwoRecordsOfAVerdict() {
    // Given: a job that started again says all of it twice
    LiveVerdicts live = job(List.of(FIRST), event -> true);
    runJob(List.of(FIRST), event -> true, 60_000, live);

    // When
    VerdictComparison comparison =
        VerdictComparison.of(replay(List.of(FIRST), event -> true), live, TimeSpan.ALL);

    // Then
    assertThat(comparison.same()).isEqualTo(2);
    assertThat(LongStream.of(comparison.delaysMillis().get("hammer")).max().orElseThrow())
        .isLessThan(3_000);
  }

  @Test
  void shouldReadPercentilesFromTheValuesThemselves() {
    long[] hundred = LongStream.rangeClosed(1, 100).toArray();

    assertThat(VerdictComparison.percentile(hundred, 0.50)).isEqualTo(50);
    assertThat(VerdictComparison.percentile(hundred, 0.95)).isEqualTo(95);
    assertThat(VerdictComparison.percentile(new long[] {7}, 0.95)).isEqualTo(7);
  }

  private static VerdictComparison compare(
      List<RuleSet> versions, Predicate<RiskEvent> seenLive, TimeSpan span) {
    return VerdictComparison.of(replay(versions, event -> true), job(versions, seenLive), span);
  }

  private static VerdictReplay replay(List<RuleSet> versions, Predicate<RiskEvent> seen) {
    VerdictReplay replay = new VerdictReplay(versions);
    log(seen).forEach(replay::take);
    replay.finish();
    return replay;
  }

  private static LiveVerdicts job(List<RuleSet> versions, Predicate<RiskEvent> seen) {
    LiveVerdicts live = new LiveVerdicts();
    runJob(versions, seen, JOB_DELAY_MILLIS, live);
    return live;
  }

  /** What the risk job would say of what it saw. */
  private static void runJob(
      List<RuleSet> versions, Predicate<RiskEvent> seen, long delayMillis, LiveVerdicts live) {
    RuleSetTimeline timeline = new RuleSetTimeline();
    versions.stream().map(CompiledRuleSet::of).forEach(timeline::add);
    RuleReplayListener listener =
        new RuleReplayListener() {
          @Override
          public void judged(long secondEndMillis, Entity entity, VerdictUpdate update) {
            update.told().forEach(verdict -> live.take(secondEndMillis + delayMillis, verdict));
          }
        };
    RuleReplay job = new RuleReplay(timeline, JOB_LATENESS_MILLIS, listener);
    log(seen).forEach(job::take);
    job.finish(T0 + 180_000);
  }

  private static List<RiskEvent> log(Predicate<RiskEvent> seen) {
    return Traffic.events().stream().filter(seen).toList();
  }
}
