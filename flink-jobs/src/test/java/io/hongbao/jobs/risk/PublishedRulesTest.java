package io.hongbao.jobs.risk;

import static io.hongbao.rules.fixtures.RuleSetFixtures.T0;
import static io.hongbao.rules.fixtures.RuleSetFixtures.rule;
import static io.hongbao.rules.fixtures.RuleSetFixtures.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.ruleset.CompiledRuleSet;
import io.hongbao.rules.ruleset.RuleHistory;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSetJson;
import io.hongbao.rules.ruleset.RulesRecord.ApprovalPolicy;
import io.hongbao.rules.ruleset.RulesRecordJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedRulesTest {

  private static final RuleSet FIRST = set(rule("fast", "requests_10s > 12"));

  private final PublishedRules rules = new PublishedRules();

  @Test
  void shouldPassOverWhatIsNoRuleSetAndKeepWhatWasThere() {
    rules.accept(RuleSetJson.encode(FIRST));
    rules.accept("no rules".getBytes(UTF_8));
    rules.accept(null);
    String json = new String(RuleSetJson.encode(FIRST), UTF_8);
    rules.accept(json.replace("requests_10s > 12", "requests_10s > 13").getBytes(UTF_8));

    assertThat(rules.compiledRuleSets()).extracting(CompiledRuleSet::version).containsExactly(1);
    assertThat(rules.bad()).isEqualTo(2);
  }

  @Test
  void shouldNotHaveInForceWhatNobodyElseHasApproved() {
    RuleHistory publisher = new RuleHistory();
    publisher.take(FIRST);
    publisher.take(new ApprovalPolicy(true, T0));
    RuleSet wanted = publisher.next(List.of(rule("fast", "requests_10s > 13")), "ann", "", T0);
    publisher.take(wanted);
    rules.accept(RuleSetJson.encode(FIRST));
    rules.accept(RulesRecordJson.encode(new ApprovalPolicy(true, T0)));

    rules.accept(RuleSetJson.encode(wanted));
    assertThat(rules.compiledRuleSets()).extracting(CompiledRuleSet::version).containsExactly(1);

    rules.accept(RuleSetJson.encode(publisher.approve(2, "bob", "", T0 + 9_000)));
    assertThat(rules.compiledRuleSets()).extracting(CompiledRuleSet::version).containsExactly(1, 3);
    assertThat(rules.bad()).isZero();
  }

  @Test
  void shouldKnowTheLatestVersionsInOrderEachOnce() {
    RuleSet set = FIRST;
    rules.accept(RuleSetJson.encode(set));
    for (int i = 2; i <= 11; i++) {
      set = set.next(List.of(rule("fast", "requests_10s > " + i)), "bob", "", T0 + 1_000L * i);
      rules.accept(RuleSetJson.encode(set));
      rules.accept(RuleSetJson.encode(set));
    }

    assertThat(rules.compiledRuleSets())
        .extracting(CompiledRuleSet::version)
        .containsExactly(4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(rules.bad()).isZero();
  }
}
