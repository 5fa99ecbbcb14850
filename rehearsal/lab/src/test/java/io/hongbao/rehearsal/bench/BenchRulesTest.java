package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchRulesTest {

  @ParameterizedTest
  @CsvSource({"1,5", "20,5", "100,5", "1,10", "20,10", "100,10", "20,12"})
  void shouldBeSoManyRulesOverSoManySignals(int rules, int signals) {
    CompiledRuleSet ruleSet =
        CompiledRuleSet.of(
            RuleSet.first(BenchRules.texts(rules, signals), "bench", "", 1_800_000_000_000L));

    assertThat(ruleSet.rules()).hasSize(rules);
    assertThat(ruleSet.plan().signals()).hasSize(signals);
  }
}
