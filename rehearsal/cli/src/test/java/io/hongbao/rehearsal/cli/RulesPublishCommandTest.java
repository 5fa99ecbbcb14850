package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.fixtures.Patience;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.fixtures.RuleSetFixtures;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.rules.verdict.VerdictJson;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to versions in a real Kafka, and back. */
class RulesPublishCommandTest {

  private static final String RULE = RuleSetFixtures.hammer("requests_10s > 40").text();

  private static final String FAILING_CASES =
      """
      cases:
        - name: nobody does anything
          shakes:
            - {every: 1s, for: 10s, user: u1}
          expect:
            - {who: u1}
      """;

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
  void shouldMakeVersionsThatCanBeListedLiftedAndRolledBack() throws IOException {
    Path rule = Files.writeString(folder.resolve("hammer.yaml"), RULE);

    assertThat(rules.run("list")).isZero();
    assertThat(rules.out()).isEqualTo("no rules are published yet\n");

    assertThat(rules.run("publish", rule.toString(), "--author", "ann")).isZero();
    assertThat(rules.out())
        .containsPattern("hammer.yaml +new\n")
        .contains("judging a shake by them takes some ")
        .containsPattern("version 1 by ann, in force from .+, sha256 [0-9a-f]{64}\n");

    assertThat(rules.run("publish", rule.toString())).isZero();
    assertThat(rules.out()).isEqualTo("version 1 says the same: nothing to do\n");

    Files.writeString(rule, RULE.replace("> 40", "> 60"));
    assertThat(rules.run("publish", rule.toString(), "--author", "ben", "--note", "fewer"))
        .isZero();
    assertThat(rules.out()).containsPattern("hammer.yaml +changed\n").contains("version 2");

    Files.writeString(folder.resolve("hammer.cases.yaml"), FAILING_CASES);
    Files.writeString(rule, RULE.replace("> 40", "> 70"));
    assertThat(rules.run("publish", rule.toString())).isEqualTo(1);
    assertThat(rules.err()).contains("1 case failed: nothing is published");

    assertThat(rules.run("rollback", "--author", "ann")).isZero();
    assertThat(rules.out()).startsWith("rules of version 1 again\nversion 3 by ann");

    assertThat(rules.run("lift", "u1", "--author", "ann")).isZero();
    assertThat(rules.out()).startsWith("user u1 lifted: version 4 by ann");

    assertThat(rules.run("why", "u1")).isZero();
    assertThat(rules.out()).isEqualTo("user u1: no verdict\n");

    assertThat(rules.run("list")).isZero();
    assertThat(rules.out())
        .containsPattern("hammer +shadow +empty +3 +100 % +0 +0 +0 +0\n")
        .containsPattern(
            "\n +4 .* ann .* lifts user u1\n +3 .* rollback to 1\n +2 .* ben .* fewer");

    assertThat(rules.run("history", "hammer")).isZero();
    assertThat(rules.out())
        .containsPattern(
            "version 3 by ann, in force from .+Z: rollback to 1\n  when: .* 60 → .* 40\n")
        .containsPattern("version 2 by ben, .+: fewer\n.*\n  hits in the last week: 0 users\n")
        .doesNotContain("version 4");

    assertThat(rules.run("lift", "u2", "--author", "ann", "--wait", "100ms")).isEqualTo(3);
    assertThat(rules.err())
        .contains("the version is published, but after 100ms no subtask of the risk job ");
  }

  @Test
  void shouldEndWith1IfTheRiskJobSaidWhatNoRuleHadItSay() throws Exception {
    Path rule = Files.writeString(folder.resolve("hammer.yaml"), RULE);
    String[] backtest = {"backtest", "--rules", rule.toString(), "--against", "verdicts"};
    assertThat(rules.run(backtest)).isZero();

    append(
        Topics.VERDICT_REASONS,
        VerdictJson.encode(
            new Verdict(
                new Entity(EntityKind.USER, "u9"),
                "unheard-of",
                1,
                RiskLevel.EMPTY,
                true,
                false,
                0,
                0,
                600_000,
                Map.of(),
                List.of())));

    assertThat(rules.run(backtest)).isEqualTo(1);
    assertThat(rules.out()).contains("only live: ").contains("unheard-of");
  }

  private static void append(String topic, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", rules.kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(topic, null, value))
          .get(Patience.SECONDS, TimeUnit.SECONDS);
    }
  }
}
