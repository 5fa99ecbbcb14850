package io.hongbao.rehearsal.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.JudgingCost;
import io.hongbao.rules.ruleset.JudgingCost.Item;
import io.hongbao.rules.ruleset.RuleSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgingKindTest {

  /** What rule sets cost if these are the costs of their items. */
  private static final Map<Item, Double> ITEMS =
      Map.of(
          Item.JOB, 5.0,
          Item.DEVICE, 4.0,
          Item.NETWORK, 3.5,
          Item.ADDRESS_AND_BLOCK, 2.5,
          Item.COUNT, 0.5,
          Item.NUMBER, 0.6,
          Item.DISTINCT, 0.75,
          Item.FOLLOWS, 0.9,
          Item.NEIGHBOURS, 1.5,
          Item.RULE, 0.05);

  @ParameterizedTest
  @EnumSource(JudgingKind.class)
  void shouldBeARuleSetOfAsManyRulesAndSignals(JudgingKind kind) {
    CompiledRuleSet ruleSet = compile(kind);

    assertThat(ruleSet.rules()).hasSize(kind.ruleCount());
    assertThat(ruleSet.plan().signals()).hasSize(kind.signals().size());
    assertThat(kind.jobName()).matches("[a-z][a-z0-9-]{0,36}"); // and a number behind it
  }

  @Test
  void shouldFindWhatEachItemCosts() {
    JudgingCost cost = JudgingCost.of(ITEMS);
    Map<JudgingKind, Double> micros = new EnumMap<>(JudgingKind.class);
    for (JudgingKind kind : JudgingKind.values()) {
      micros.put(kind, cost.shareOf(compile(kind).plan(), kind.ruleCount()));
    }

    Map<Item, Double> found = JudgingKind.of(micros);

    assertThat(found).hasSameSizeAs(ITEMS);
    found.forEach(
        (item, each) -> assertThat(each).as(item.label()).isCloseTo(ITEMS.get(item), within(1e-9)));
  }

  @Test
  void shouldNotSayThatAnItemCostsLessThanNothing() {
    Map<JudgingKind, List<Double>> micros = new HashMap<>();
    for (JudgingKind kind : JudgingKind.values()) {
      micros.put(kind, List.of(kind == JudgingKind.COUNTS ? 9.0 : 10.0));
    }

    assertThat(JudgingKind.items(micros)).containsEntry(Item.COUNT, List.of(0.0));
    assertThat(JudgingKind.items(Map.of())).isEmpty();
  }

  private static CompiledRuleSet compile(JudgingKind kind) {
    return CompiledRuleSet.of(RuleSet.first(kind.rules(), "bench", "", 1_800_000_000_000L));
  }
}
