package io.hongbao.rules.verdict;

import static io.hongbao.rules.fixtures.RuleSetFixtures.T0;
import static io.hongbao.rules.fixtures.RuleSetFixtures.rule;
import static io.hongbao.rules.fixtures.RuleSetFixtures.set;
import static io.hongbao.rules.fixtures.RuleSetFixtures.timeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSetTimeline;
import io.hongbao.rules.verdict.VerdictEngine.VerdictUpdate;
import io.hongbao.rules.verdict.VerdictScheduler.Subject;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictSchedulerTest {

  private static final Entity MALLORY = new Entity(EntityKind.USER, "mallory");
  private static final RuleText FAST = rule("fast", "requests_10s > 5");
  private static final RuleText SHORT =
      rule("short", "active", "requests_10s > 5", "{on: user, level: block, for: 1500ms}");
  private static final RuleSet FIRST = set(FAST, SHORT);

  private final RecordingDriver driver = new RecordingDriver();
  private final VerdictScheduler scheduler = new VerdictScheduler(driver);
  private final Subject mallory = new Subject(MALLORY);

  @Test
  void shouldWakeAtTheInstantOfAnExpiryWhenTheTimerOfItsSecondRings() {
    driver.rules = timeline(FIRST);
    scheduler.ring(mallory, at(1), List.of(hit("fast", 1, 30_000), hit("short", 1, 1_500)));

    assertThat(driver.timers).containsExactly(at(3));
    assertThat(scheduler.ring(mallory, at(3), List.of())).isTrue();

    assertThat(driver.effective)
        .containsExactly(
            record("short", RiskLevel.BLOCK, at(1) + 1_500),
            record("fast", RiskLevel.EMPTY, at(31)));
    assertThat(driver.judgedAtMillis).containsExactly(at(1), at(1) + 1_500);
  }

  @Test
  void shouldSetOneTimerForAVerdictThatIsExtendedAndForgetAnEntityThatNothingStandsAgainst() {
    driver.rules = timeline(FIRST);
    for (int second = 1; second <= 20; second++) {
      scheduler.ring(mallory, at(second), List.of(hit("fast", second, 30_000)));
    }
    assertThat(driver.timers).containsExactly(at(31));

    // Edges were told up to second 49, and the verdict stands to second 50.
    assertThat(scheduler.ring(mallory, at(31), List.of())).isTrue();
    assertThat(scheduler.ring(mallory, at(49), List.of())).isTrue();
    assertThat(driver.timers).containsExactly(at(31), at(49), at(50));
    assertThat(scheduler.ring(mallory, at(50), List.of())).isFalse();
  }

  @Test
  void shouldWakeUnderTheRulesOfBeforeWhatExpiresWhenOthersTakeEffect() {
    RuleSet second = FIRST.next(List.of(SHORT), "bob", "", at(1));
    driver.rules = timeline(FIRST, second);
    long changeMillis = second.effectiveAtMillis();
    int hitSecond = (int) ((changeMillis - T0) / 1_000) - 1;
    scheduler.ring(
        mallory,
        at(hitSecond),
        List.of(hit("fast", hitSecond, 30_000), hit("short", hitSecond, 1_000)));

    assertThat(scheduler.revise(mallory, CompiledRuleSet.of(second), changeMillis)).isFalse();

    assertThat(driver.effective)
        .containsExactly(
            record("short", RiskLevel.BLOCK, changeMillis),
            record("fast", RiskLevel.EMPTY, at(hitSecond + 30)),
            new VerdictRecord(EntityKind.USER, "mallory", RiskLevel.NONE, changeMillis, "", 0));
  }

  @Test
  void shouldSetNoTimerForTheAllowedWhenTheLogHasEnded() {
    CompiledRuleSet allowing =
        CompiledRuleSet.of(set(FAST, new RuleText(RuleText.LISTS, "allow: {users: [mallory]}\n")));

    driver.ended = true;
    assertThat(scheduler.revise(mallory, allowing, at(1))).isTrue();
    assertThat(driver.timers).isEmpty();
    assertThat(mallory.alarmAtMillis()).isZero();

    driver.ended = false;
    assertThat(scheduler.revise(mallory, allowing, at(2))).isTrue();
    assertThat(driver.timers).hasSize(1);
  }

  private static Hit hit(String rule, int second, long forMillis) {
    RiskLevel level = rule.equals("short") ? RiskLevel.BLOCK : RiskLevel.EMPTY;
    return new Hit(
        MALLORY, rule, 1, level, false, false, at(second), forMillis, Map.of(), List.of());
  }

  private static VerdictRecord record(String rule, RiskLevel level, long untilMillis) {
    return new VerdictRecord(EntityKind.USER, "mallory", level, untilMillis, rule, 1);
  }

  private static long at(int second) {
    return T0 + second * 1_000L;
  }

  private static final class RecordingDriver implements VerdictScheduler.Driver {

    private final List<Long> timers = new ArrayList<>();
    private final List<Long> judgedAtMillis = new ArrayList<>();
    private final List<VerdictRecord> effective = new ArrayList<>();
    private RuleSetTimeline rules = new RuleSetTimeline();
    private boolean ended;

    @Override
    public CompiledRuleSet bookAt(long atMillis) {
      return rules.at(atMillis);
    }

    @Override
    public void ringAt(Entity entity, long secondEndMillis) {
      timers.add(secondEndMillis);
    }

    @Override
    public boolean hasLogEnded() {
      return ended;
    }

    @Override
    public void judged(long atMillis, Entity entity, VerdictUpdate update) {
      judgedAtMillis.add(atMillis);
      update.effective().ifPresent(effective::add);
    }
  }
}
