package io.hongbao.rules.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.cases.CaseFile.CaseReadResult;
import io.hongbao.rules.file.RuleFileNames;
import io.hongbao.rules.file.RuleFolder;
import io.hongbao.rules.file.RuleReadResult;
import io.hongbao.rules.file.RuleReadResult.ParsedRule;
import io.hongbao.rules.model.EntityLists;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that come with the project keep what their cases say. */
class SampleRulesTest {

  private static final RuleReadResult READING = RuleFolder.read(List.of(Path.of("rules")));

  static List<ParsedRule> rules() {
    return READING.rules();
  }

  @Test
  void shouldHaveNeitherProblemsNorWarnings() {
    assertThat(READING.problems()).isEmpty();
    assertThat(READING.warnings()).isEmpty();
    assertThat(READING.lists()).isEqualTo(EntityLists.NONE);
    assertThat(READING.rules())
        .extracting(parsed -> parsed.rule().id())
        .containsExactly(
            "address-swarm",
            "device-farm",
            "device-ring",
            "hammer",
            "metronome",
            "quick-asker",
            "slow-mimic");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldPassItsCases(ParsedRule rule) {
    Path file = RuleFileNames.casesOf(Path.of(rule.file().name()));
    CaseReadResult reading = CaseFile.read(file, rule.rule().verdict());

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.cases()).hasSizeGreaterThan(1);
    for (RuleCase ruleCase : reading.cases()) {
      assertThat(CaseRunner.run(rule, ruleCase).differences()).as(ruleCase.name()).isEmpty();
    }
  }
}
