package io.hongbao.rules.verdict;

import static io.hongbao.rules.fixtures.RuleSetFixtures.T0;
import static io.hongbao.rules.fixtures.RuleSetFixtures.compiledRuleSet;
import static io.hongbao.rules.fixtures.RuleSetFixtures.rule;
import static io.hongbao.rules.fixtures.RuleSetFixtures.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.condition.EvaluatedComparison;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSet.Lift;
import io.hongbao.rules.verdict.VerdictEngine.VerdictUpdate;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.VerdictRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictEngineTest {

  private static final Entity U1 = new Entity(EntityKind.USER, "u1");
  private static final RuleSet SET =
      set(
          rule("empties", "requests_10s > 5"),
          rule("blocks", "active", "requests_10s > 5", "{on: user, level: block, for: 10s}"),
          rule("shadows", "shadow", "requests_10s > 5", "{on: user, level: hold, for: 60s}"));

  private final VerdictEngine engine = new VerdictEngine(CompiledRuleSet.of(SET));
  private VerdictState state = new VerdictState();

  @Test
  void shouldTellANewVerdictAndTheEdges() {
    VerdictUpdate update = take(1, hit("empties", 1));

    Verdict verdict =
        new Verdict(
            U1,
            "empties",
            1,
            RiskLevel.EMPTY,
            false,
            false,
            at(1),
            at(1),
            at(31),
            Map.of("requests_10s", 9.0),
            List.of(new EvaluatedComparison("requests_10s 9 > 5", true)));
    assertThat(update.told()).containsExactly(verdict);
    assertThat(update.effective()).contains(record("empties", RiskLevel.EMPTY, 31));
    assertThat(state.verdicts()).containsExactly(verdict);
  }

  @Test
  void shouldExtendWhileItHoldsAndTellNowAndThen() {
    take(1, hit("empties", 1));

    assertThat(take(2, hit("empties", 2)).isNothing()).isTrue();
    assertThat(take(3, hit("empties", 3)).isNothing()).isTrue();
    VerdictUpdate third = take(4, hit("empties", 4));
    assertThat(third.effective()).contains(record("empties", RiskLevel.EMPTY, 34));
    assertThat(third.told())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.firstMillis()).isEqualTo(at(1));
              assertThat(verdict.lastMillis()).isEqualTo(at(4));
            });
  }

  @Test
  void shouldClimbTheLadderAndStepDownAgain() {
    take(1, hit("empties", 1));

    assertThat(take(2, hit("blocks", 2)).effective())
        .contains(record("blocks", RiskLevel.BLOCK, 12));
    assertThat(state.wakeAtMillis()).isEqualTo(at(12));
    assertThat(wake(12)).contains(record("empties", RiskLevel.EMPTY, 31));
    assertThat(wake(31)).isEmpty();
    assertThat(state.isEmpty()).isTrue();
  }

  @Test
  void shouldTellEdgesNothingOfAShadow() {
    VerdictUpdate update = take(1, hit("shadows", 1));

    assertThat(update.told()).hasSize(1);
    assertThat(update.effective()).isEmpty();
    assertThat(wake(61)).isEmpty();
    assertThat(state.isEmpty()).isTrue();
  }

  @Test
  void shouldBeginAnewAfterAnExpiry() {
    take(1, hit("empties", 1));

    assertThat(take(40, hit("empties", 40)).told())
        .extracting(Verdict::firstMillis)
        .containsExactly(at(40));
  }

  @Test
  void shouldTakeBackWhatWasLiftedAndHitAgainAfterIt() {
    take(1, hit("empties", 1));
    VerdictEngine lifting =
        new VerdictEngine(CompiledRuleSet.of(SET.lift(new Lift(U1, at(5)), "ann", "")));

    assertThat(lifting.wake(state, U1, at(6)).effective())
        .contains(new VerdictRecord(EntityKind.USER, "u1", RiskLevel.NONE, at(6), "", 0));
    assertThat(lifting.take(state, U1, at(5), List.of(hit("empties", 5))).isNothing()).isTrue();
    assertThat(lifting.take(state, U1, at(7), List.of(hit("empties", 7))).told()).hasSize(1);
  }

  @Test
  void shouldTakeBackWhatARuleSaidThatIsGone() {
    take(1, hit("empties", 1), hit("blocks", 1));
    VerdictEngine without = new VerdictEngine(compiledRuleSet(rule("empties", "requests_10s > 5")));

    assertThat(without.wake(state, U1, at(2)).effective())
        .contains(record("empties", RiskLevel.EMPTY, 31));
    assertThat(new VerdictEngine(CompiledRuleSet.EMPTY).wake(state, U1, at(3)).effective())
        .map(VerdictRecord::level)
        .contains(RiskLevel.NONE);
  }

  @Test
  void shouldTellThatSomebodyIsAllowedInTheirPlaceAndAgainBeforeThatEnds() {
    take(1, hit("blocks", 1));
    VerdictEngine allowing = new VerdictEngine(CompiledRuleSet.of(allowing("[u1]")));

    assertThat(allowing.wake(state, U1, at(2)).effective())
        .contains(
            VerdictRecord.allowing(
                EntityKind.USER, "u1", at(2) + VerdictEngine.ALLOWED_FOR_MILLIS, 2));
    state = VerdictState.decode(state.encode(), U1);
    assertThat(state.isEmpty()).isFalse();
    assertThat(allowing.wake(state, U1, at(3)).isNothing()).isTrue();
    long again = state.wakeAtMillis();
    assertThat(again)
        .isEqualTo(at(2) + VerdictEngine.ALLOWED_FOR_MILLIS - VerdictEngine.ALLOWED_AGAIN_MILLIS);
    assertThat(allowing.wake(state, U1, again).effective())
        .contains(
            VerdictRecord.allowing(
                EntityKind.USER, "u1", again + VerdictEngine.ALLOWED_FOR_MILLIS, 2));
  }

  @Test
  void shouldTakeBackThatSomebodyIsAllowedWhoIsNoLongerOnTheList() {
    new VerdictEngine(CompiledRuleSet.of(allowing("[u1]"))).wake(state, U1, at(2));
    VerdictEngine without = new VerdictEngine(CompiledRuleSet.of(allowing("[u2]")));

    assertThat(without.wake(state, U1, at(3)).effective())
        .contains(new VerdictRecord(EntityKind.USER, "u1", RiskLevel.NONE, at(3), "", 0));
    assertThat(state.isEmpty()).isTrue();
    assertThat(without.wake(state, U1, at(4)).isNothing()).isTrue();
  }

  private static RuleSet allowing(String users) {
    RuleText lists = new RuleText(RuleText.LISTS, "allow: {users: " + users + "}\n");
    return SET.next(List.of(rule("empties", "requests_10s > 5"), lists), "ann", "", T0 - 9_000);
  }

  @Test
  void shouldSurviveAsBytes() {
    take(1, hit("empties", 1), hit("shadows", 1));

    VerdictState read = VerdictState.decode(state.encode(), U1);

    assertThat(read.verdicts()).isEqualTo(state.verdicts());
    assertThat(read.encode()).isEqualTo(state.encode());
    assertThat(engine.take(read, U1, at(2), List.of(hit("empties", 2))).isNothing()).isTrue();
  }

  @Test
  void shouldBeToldAsJson() {
    Verdict verdict =
        new Verdict(
            U1,
            "empties",
            3,
            RiskLevel.EMPTY,
            true,
            true,
            at(1),
            at(2),
            at(32),
            Map.of("requests_10s", 9.0, "rhythm", Double.NaN),
            List.of(
                new EvaluatedComparison("requests_10s 9 > 5", true),
                new EvaluatedComparison("rhythm none < 5", false)));

    assertThat(VerdictJson.decode(VerdictJson.encode(verdict))).isEqualTo(verdict);
    for (String none : List.of("", "{}", "[]", "{\"format\":1}")) {
      assertThatThrownBy(() -> VerdictJson.decode(none.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  private VerdictUpdate take(int second, Hit... hits) {
    return engine.take(state, U1, at(second), List.of(hits));
  }

  private Optional<VerdictRecord> wake(int second) {
    state = VerdictState.decode(state.encode(), U1);
    return engine.wake(state, U1, at(second)).effective();
  }

  private static Hit hit(String rule, int second) {
    RiskLevel level =
        switch (rule) {
          case "blocks" -> RiskLevel.BLOCK;
          case "shadows" -> RiskLevel.HOLD;
          default -> RiskLevel.EMPTY;
        };
    long forSeconds =
        switch (rule) {
          case "blocks" -> 10;
          case "shadows" -> 60;
          default -> 30;
        };
    return new Hit(
        U1,
        rule,
        1,
        level,
        rule.equals("shadows"),
        false,
        at(second),
        forSeconds * 1_000,
        Map.of("requests_10s", 9.0),
        List.of(new EvaluatedComparison("requests_10s 9 > 5", true)));
  }

  private static VerdictRecord record(String rule, RiskLevel level, int untilSecond) {
    return new VerdictRecord(EntityKind.USER, "u1", level, at(untilSecond), rule, 1);
  }

  private static long at(int second) {
    return T0 + second * 1_000L;
  }
}
