package io.hongbao.rules.ruleset;

import static io.hongbao.rules.fixtures.RuleSetFixtures.T0;
import static io.hongbao.rules.fixtures.RuleSetFixtures.rule;
import static io.hongbao.rules.fixtures.RuleSetFixtures.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.ruleset.RuleSet.Lift;
import io.hongbao.rules.ruleset.RuleSet.PublishedText;
import io.hongbao.rules.ruleset.RuleSet.RuleProblemsException;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSetTest {

  private static final RuleText A = rule("a", "requests_10s > 5");
  private static final RuleText B = rule("b", "shakes_10s > 5");

  @Test
  void shouldKeepTheVersionOfWhatDidNotChange() {
    RuleSet second = set(A, B).next(List.of(A, rule("b", "shakes_10s > 9")), "bob", "", T0);
    RuleSet rolledBack = second.next(List.of(A, B), "ann", "back", T0 + 60_000);

    assertThat(second.texts()).extracting(PublishedText::version).containsExactly(1, 2);
    assertThat(rolledBack.version()).isEqualTo(3);
    assertThat(rolledBack.texts()).extracting(PublishedText::version).containsExactly(1, 3);
    assertThat(rolledBack.sha256()).isEqualTo(set(A, B).sha256());
  }

  @Test
  void shouldKeepTheVersionOfARuleThatJudgesTheSameUnderAnotherNameOrTitle() {
    RuleText moved = new RuleText("z.yaml", B.text());
    RuleText retitled =
        new RuleText("a.yaml", "# Seen in May.\n" + A.text().replace("For tests.", "By hand."));
    RuleText sharper = new RuleText("z.yaml", B.text().replace("mode: active", "mode: shadow"));

    RuleSet second = set(A, B).next(List.of(moved, retitled), "bob", "", T0);
    RuleSet third = second.next(List.of(sharper, retitled), "bob", "", T0 + 60_000);

    assertThat(second.sha256()).isNotEqualTo(set(A, B).sha256());
    assertThat(second.texts()).extracting(PublishedText::version).containsExactly(1, 1);
    assertThat(third.texts()).extracting(PublishedText::version).containsExactly(1, 3);
  }

  @Test
  void shouldCountOnWhatWasCountedBeforeAndMarkWhatIsNew() {
    RuleSet first = set(rule("a", "requests_10s > 5"));
    RuleText longer =
        new RuleText("a.yaml", A.text().replace("by: user, window: 1m", "by: user, window: 2m"));

    RuleSet second = first.next(List.of(longer), "ann", "", T0);

    assertThat(second.effectiveAtMillis()).isEqualTo(T0 + 3_000);
    assertThat(second.countedSinceMillis())
        .containsEntry("count requests by user in 10s", first.effectiveAtMillis())
        .containsEntry("stddev interval_ms by user in 2m", T0 + 3_000)
        .doesNotContainKey("stddev interval_ms by user in 1m");
    assertThat(CompiledRuleSet.of(second).rule("a").orElseThrow().fullAtMillis())
        .isEqualTo(T0 + 3_000 + 120_000);
  }

  @Test
  void shouldTravelAsJson() {
    RuleSet set =
        set(A, B)
            .lift(new Lift(new Entity(EntityKind.USER, "u1"), T0), "ann", "was a person")
            .next(List.of(B, rule("c", "requests_10s > 99")), "bob", "more", T0 + 5_000);

    assertThat(RuleSetJson.decode(RuleSetJson.encode(set))).isEqualTo(set);
  }

  @Test
  void shouldRefuseATextThatWasChangedOnTheWay() {
    byte[] damaged =
        new String(RuleSetJson.encode(set(A)), StandardCharsets.UTF_8)
            .replace("requests_10s > 5", "requests_10s > 6")
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> RuleSetJson.decode(damaged))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining("sha256");
    for (String none : List.of("", "{", "[]", "{\"format\":2}", "{\"format\":1}", "{} {}", "7")) {
      assertThatThrownBy(() -> RuleSetJson.decode(none.getBytes(StandardCharsets.UTF_8)))
          .as(none)
          .isInstanceOf(MalformedRecordException.class);
    }
  }

  @Test
  void shouldRefuseToPublishWhatHasProblems() {
    assertThatThrownBy(() -> set(rule("a", "requests > 5"), rule("b", "true", "true", "{}")))
        .isInstanceOf(RuleProblemsException.class)
        .hasMessageContaining("a.yaml:12:7: when: unknown signal or function 'requests'")
        .hasMessageContaining("b.yaml:3:7: mode 'true'");
  }

  @Test
  void shouldChooseTheRuleSetByTheEvaluationSecond() {
    CompiledRuleSet first = CompiledRuleSet.of(set(A));
    CompiledRuleSet second = CompiledRuleSet.of(set(A).next(List.of(B), "ann", "", T0));
    RuleSetTimeline timeline = new RuleSetTimeline();
    timeline.add(first);
    timeline.add(second);
    timeline.add(first);

    assertThat(timeline.at(first.effectiveAtMillis() - 1_000)).isSameAs(CompiledRuleSet.EMPTY);
    assertThat(timeline.at(T0 + 2_000)).isSameAs(first);
    assertThat(timeline.at(T0 + 3_000)).isSameAs(second);
    assertThat(timeline.newest()).isSameAs(second);
  }
}
