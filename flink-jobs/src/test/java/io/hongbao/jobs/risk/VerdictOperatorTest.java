package io.hongbao.jobs.risk;

import static io.hongbao.rules.fixtures.RuleSetFixtures.T0;
import static io.hongbao.rules.fixtures.RuleSetFixtures.rule;
import static io.hongbao.rules.fixtures.RuleSetFixtures.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.condition.EvaluatedComparison;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSet.Lift;
import io.hongbao.rules.verdict.Hit;
import io.hongbao.rules.verdict.RiskNote;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerdictOperatorTest {

  private static final RuleSet SET = set(rule("fast", "requests_10s > 12"));
  private static final Entity MALLORY = new Entity(EntityKind.USER, "mallory");

  private KeyedOneInputStreamOperatorTestHarness<String, Hit, VerdictRecord> judge;

  @AfterEach
  void close() throws Exception {
    judge.close();
  }

  @Test
  void shouldJudgeWhenTheSecondIsOverAndTellTheReasons() throws Exception {
    start(SET);
    hit("mallory", T0 + 1_000);
    judge.processWatermark(T0 + 998);
    assertThat(verdicts()).isEmpty();

    judge.processWatermark(T0 + 999);

    assertThat(verdicts()).containsExactly(empty(T0 + 31_000));
    assertThat(reasons()).extracting(Verdict::operands).containsExactly(operands());
  }

  @Test
  void shouldHaveOneAlarmForAVerdictThatIsExtendedAndForgetItWhenItHasExpired() throws Exception {
    start(SET);
    for (int second = 1; second <= 20; second++) {
      hit("mallory", T0 + 1_000L * second);
      judge.processWatermark(T0 + 1_000L * second);
    }

    assertThat(judge.numEventTimeTimers()).isEqualTo(1);
    judge.processWatermark(T0 + 49_000);
    assertThat(judge.numKeyedStateEntries()).isEqualTo(1);
    judge.processWatermark(T0 + 50_000);

    assertThat(judge.numKeyedStateEntries()).isZero();
    assertThat(judge.numEventTimeTimers()).isZero();
    assertThat(verdicts())
        .last()
        .isEqualTo(
            new VerdictRecord(EntityKind.USER, "mallory", RiskLevel.NONE, T0 + 50_000, "", 0));
  }

  @Test
  void shouldTakeVerdictsBackAtTheSecondOfTheRuleSetThatHasNoSuchRule() throws Exception {
    start(SET);
    hit("mallory", T0 + 1_000);
    judge.processWatermark(T0 + 1_500);
    InMemoryRuleSource.publishAlso(
        SET.next(List.of(rule("other", "requests_10s > 99")), "bob", "back", T0 + 2_500));

    judge.processWatermark(T0 + 4_998);
    assertThat(verdicts()).hasSize(1);
    judge.processWatermark(T0 + 4_999);

    assertThat(verdicts()).extracting(VerdictRecord::level).contains(RiskLevel.NONE);
    assertThat(judge.numKeyedStateEntries()).isZero();
  }

  @Test
  void shouldTakeBackWhatIsLifted() throws Exception {
    start(SET);
    hit("mallory", T0 + 1_000);
    hit("trent", T0 + 1_000);
    judge.processWatermark(T0 + 1_500);
    InMemoryRuleSource.publishAlso(SET.lift(new Lift(MALLORY, T0 + 2_000), "ann", "a mistake"));

    judge.processWatermark(T0 + 10_000);

    assertThat(verdicts())
        .filteredOn(verdict -> verdict.level() == RiskLevel.NONE)
        .extracting(VerdictRecord::entity)
        .containsOnly("mallory");
    assertThat(judge.numKeyedStateEntries()).isEqualTo(1);
  }

  @Test
  void shouldTellWhoIsAllowedWhenTheListTakesEffectThoughNobodyHitThemAndTakeItBackWithTheList()
      throws Exception {
    start(SET);
    hit("mallory", T0 + 1_000);
    judge.processWatermark(T0 + 1_500);
    RuleSet allowing =
        SET.next(
            List.of(
                rule("fast", "requests_10s > 12"),
                new RuleText(RuleText.LISTS, "allow: {users: [desk], devices: [kiosk]}\n")),
            "bob",
            "the desk",
            T0 + 2_500);
    InMemoryRuleSource.publishAlso(allowing);

    judge.processWatermark(T0 + 4_998);
    assertThat(allowed()).isEmpty();
    judge.processWatermark(T0 + 4_999);
    assertThat(allowed()).containsExactlyInAnyOrder("USER:desk", "DEVICE:kiosk");
    assertThat(inForce()).containsExactly(1, 2);

    OperatorSubtaskState checkpoint = judge.snapshot(1, 1);
    judge.close();
    InMemoryRuleSource.publishAlso(
        allowing.next(List.of(rule("fast", "requests_10s > 12")), "bob", "", T0 + 10_000));
    resume(checkpoint);
    judge.processWatermark(T0 + 12_999);
    assertThat(allowed()).isEmpty();
    assertThat(verdicts())
        .filteredOn(verdict -> verdict.level() == RiskLevel.NONE)
        .extracting(VerdictRecord::key)
        .contains("USER:desk", "DEVICE:kiosk")
        .doesNotContain("USER:mallory");
  }

  /** The versions of which it said so. */
  private List<Integer> inForce() {
    Queue<StreamRecord<RiskNote>> notes = judge.getSideOutput(VerdictOperator.IN_FORCE);
    return notes.stream().map(note -> note.getValue().version()).toList();
  }

  @Test
  void shouldNotTellOfTheAllowedUntilTheEndOfTimeWhenTheLogEnds() throws Exception {
    start(
        set(
            rule("fast", "requests_10s > 12"),
            new RuleText(RuleText.LISTS, "allow: {users: [desk]}\n")));

    judge.processWatermark(Long.MAX_VALUE);

    assertThat(allowed()).hasSizeLessThan(5);
  }

  private List<String> allowed() {
    return verdicts().stream().filter(VerdictRecord::isAllowing).map(VerdictRecord::key).toList();
  }

  @Test
  void shouldGoOnFromACheckpointAndFollowARuleSetThatCameMeanwhile() throws Exception {
    start(SET);
    hit("mallory", T0 + 1_000);
    judge.processWatermark(T0 + 1_500);
    hit("trent", T0 + 3_000);
    OperatorSubtaskState checkpoint = judge.snapshot(1, 1);
    judge.close();
    InMemoryRuleSource.publishAlso(
        SET.next(List.of(rule("fast", "requests_10s > 99")), "bob", "", T0 + 2_500));

    resume(checkpoint);
    judge.processWatermark(T0 + 60_000);

    assertThat(verdicts())
        .extracting(VerdictRecord::entity, VerdictRecord::level)
        .containsSubsequence(tuple("trent", RiskLevel.EMPTY), tuple("trent", RiskLevel.NONE))
        .contains(tuple("mallory", RiskLevel.NONE));
    assertThat(judge.numKeyedStateEntries()).isZero();
  }

  private void start(RuleSet... sets) throws Exception {
    InMemoryRuleSource.publish(sets);
    resume(null);
  }

  private void resume(OperatorSubtaskState checkpoint) throws Exception {
    judge =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new VerdictOperator(InMemoryRuleSource.opener()), VerdictOperator::keyOf, Types.STRING);
    judge.setStateBackend(new HashMapStateBackend());
    judge.setup(RiskTypes.VERDICT.createSerializer(new SerializerConfigImpl()));
    if (checkpoint != null) {
      judge.initializeState(checkpoint);
    }
    judge.open();
  }

  private void hit(String user, long secondEndMillis) throws Exception {
    judge.processElement(
        new Hit(
            new Entity(EntityKind.USER, user),
            "fast",
            1,
            RiskLevel.EMPTY,
            false,
            false,
            secondEndMillis,
            30_000,
            Map.of("requests_10s", 13.0),
            operands()),
        secondEndMillis);
  }

  private static List<EvaluatedComparison> operands() {
    return List.of(new EvaluatedComparison("requests_10s 13 > 12", true));
  }

  private static VerdictRecord empty(long untilMillis) {
    return new VerdictRecord(EntityKind.USER, "mallory", RiskLevel.EMPTY, untilMillis, "fast", 1);
  }

  private List<VerdictRecord> verdicts() {
    return judge.extractOutputValues();
  }

  private List<Verdict> reasons() {
    Queue<StreamRecord<Verdict>> reasons = judge.getSideOutput(VerdictOperator.REASONED);
    return reasons.stream().map(StreamRecord::getValue).toList();
  }
}
