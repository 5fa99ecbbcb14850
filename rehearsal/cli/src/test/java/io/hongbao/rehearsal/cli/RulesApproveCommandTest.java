package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rules.fixtures.RuleSetFixtures;
import io.hongbao.rules.publish.RuleSetPublisher;
import io.hongbao.rules.publish.RulesLog;
import io.hongbao.rules.ruleset.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesApproveCommandTest {

  private static final String RULE = RuleSetFixtures.hammer("requests_10s > 40").text();

  @TempDir private static Path kafkaFolder;

  private static RulesOnKafka rules;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    rules = RulesOnKafka.start(kafkaFolder);
  }

  @AfterAll
  static void stop() {
    rules.close();
  }

  @Test
  void shouldHaveAVersionInForceOnlyWhenSomebodyElseHasApprovedIt() throws IOException {
    Path rule = Files.writeString(folder.resolve("hammer.yaml"), RULE);
    assertThat(rules.run("publish", rule.toString(), "--author", "ann", "--try-on", "0s")).isZero();
    RuleSetPublisher.settle(rules.kafka(), true, System.currentTimeMillis());
    RuleSetPublisher.settle(rules.kafka(), true, System.currentTimeMillis());

    Files.writeString(rule, RULE.replace("> 40", "> 60"));
    assertThat(rules.run("publish", rule.toString(), "--author", "ann", "--try-on", "0s")).isZero();
    assertThat(rules.out())
        .contains(
            "version 2 by ann waits for approval: another person runs ./hongbao rules approve 2");
    assertThat(inForce().version()).isEqualTo(1);

    assertThat(rules.run("list")).isZero();
    assertThat(rules.out())
        .containsPattern("\n +2 +waits for approval +ann ")
        .contains(
            "Approval is required: a published version takes effect when another"
                + " person approves it.");
    assertThat(rules.run("approve", "2", "--look")).isZero();
    assertThat(rules.out()).contains("--- hammer.yaml: changed\n").contains("requests_10s > 60");

    assertThat(rules.run("approve", "2", "--author", "ann")).isEqualTo(3);
    assertThat(rules.err()).contains("version 2 is by ann: somebody else approves it");
    assertThat(rules.run("approve", "2", "--author", "bob", "--sha256", "0123")).isEqualTo(3);
    assertThat(rules.err()).contains("expected 0123");
    assertThat(inForce().version()).isEqualTo(1);

    assertThat(rules.run("approve", "2", "--author", "bob")).isZero();
    assertThat(rules.out())
        .containsPattern("rules of version 2 approved\nversion 3 by bob, in force from .+");
    assertThat(inForce().version()).isEqualTo(3);
    assertThat(inForce().texts().get(0).file().text()).contains("> 60");
    assertThat(rules.run("approve", "2", "--look")).isEqualTo(1);
    assertThat(rules.err()).contains("version 2 does not wait for approval");
    assertThat(rules.run("list")).isZero();
    assertThat(rules.out()).containsPattern("\n +3 .+ bob .+ approves 2\n +2 +approved as 3 +ann ");
  }

  private static RuleSet inForce() {
    return RulesLog.read(rules.kafka()).history().inForce().orElseThrow();
  }
}
