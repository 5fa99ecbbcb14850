package io.hongbao.rules.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.fixtures.RuleSetFixtures;
import io.hongbao.rules.ruleset.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleChangesTest {

  private static final RuleText A = rule("a", 40);
  private static final RuleText B = rule("b", 40);

  private final Optional<RuleSet> before = Optional.of(RuleSet.first(List.of(A, B), "ann", "", 0));

  @Test
  void shouldKeepWhatIsNotNamed() {
    RuleText changed = rule("b", 50);

    assertThat(RuleChanges.of(before, List.of(in("rules/", changed), rule("c", 1)), false))
        .isEqualTo(
            new RuleChanges(
                List.of(A, changed, rule("c", 1)),
                Map.of("a.yaml", "kept", "b.yaml", "changed", "c.yaml", "new")));
  }

  @Test
  void shouldTakeOutWhatIsNotNamedIfAsked() {
    assertThat(RuleChanges.of(before, List.of(in("rules/", B)), true))
        .isEqualTo(new RuleChanges(List.of(B), Map.of("a.yaml", "taken out", "b.yaml", "same")));
  }

  @Test
  void shouldSeeThatNothingIsToBeDone() {
    assertThat(RuleChanges.of(before, List.of(in("elsewhere/", B)), false).isNothing()).isTrue();
    assertThat(RuleChanges.of(before, List.of(B), true).isNothing()).isFalse();
    assertThat(RuleChanges.of(Optional.empty(), List.of(B), false).isNothing()).isFalse();
  }

  @Test
  void shouldKnowARuleByItsIdInAFileOfAnotherName() {
    RuleText moved = new RuleText("farms.yaml", A.text());
    RuleText movedAndChanged = new RuleText("farms.yaml", rule("a", 41).text());

    assertThat(RuleChanges.of(before, List.of(moved), false))
        .isEqualTo(
            new RuleChanges(
                List.of(B, moved), Map.of("b.yaml", "kept", "farms.yaml", "renamed from a.yaml")));
    assertThat(RuleChanges.of(before, List.of(moved), false).isNothing()).isFalse();
    assertThat(RuleChanges.of(before, List.of(movedAndChanged), true))
        .isEqualTo(
            new RuleChanges(
                List.of(movedAndChanged),
                Map.of("b.yaml", "taken out", "farms.yaml", "renamed from a.yaml, and changed")));
  }

  @Test
  void shouldSayThatAFileHasAnotherRuleNow() {
    RuleText other = new RuleText("a.yaml", rule("c", 40).text());
    RuleText moved = new RuleText("b.yaml", A.text());

    assertThat(RuleChanges.of(before, List.of(other), false).words())
        .isEqualTo(Map.of("a.yaml", "rule c instead of a", "b.yaml", "kept"));
    assertThat(RuleChanges.of(before, List.of(moved), false))
        .isEqualTo(
            new RuleChanges(
                List.of(moved), Map.of("b.yaml", "renamed from a.yaml; rule a instead of b")));
  }

  @Test
  void shouldRefuseTwoFilesOfOneName() {
    assertThatThrownBy(() -> RuleChanges.of(before, List.of(in("x/", A), in("y/", A)), false))
        .hasMessage("a.yaml: two files of this name, expected one");
  }

  private static RuleText in(String folder, RuleText text) {
    return new RuleText(folder + text.name(), text.text());
  }

  private static RuleText rule(String id, int max) {
    return RuleSetFixtures.rule(id, "requests_10s > " + max);
  }
}
