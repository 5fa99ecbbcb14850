package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.rehearsal.parts.Broker;
import io.hongbao.rehearsal.parts.BrokerSettings;
import io.hongbao.rehearsal.parts.BrokerStorage;
import io.hongbao.rehearsal.parts.Ports;
import io.hongbao.wire.topics.TopicSetup;
import io.hongbao.wire.topics.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to versions in a real Kafka, and back. */
class RulesPublishCommandTest {

  private static final String RULE =
      """
      id: hammer
      description: Posts as fast as it can.
      mode: shadow
      signals:
        requests_10s: {count: requests, by: user, window: 10s}
      when: requests_10s > 40
      verdict: {on: user, level: empty, for: 10m}
      """;

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

  private static Broker broker;

  @TempDir private Path folder;

  private StringWriter out;
  private StringWriter err;

  @BeforeAll
  static void startKafka() throws Exception {
    int port = Ports.nextFree(39_192, Set.of());
    broker =
        Broker.start(
            BrokerSettings.alone(
                port,
                Ports.nextFree(port, Set.of(port)),
                kafkaFolder.resolve("kafka-1"),
                BrokerStorage.clusterId(kafkaFolder)));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      TopicSetup.createAndVerify(admin, Topics.forBrokers(1, 2));
    }
  }

  @AfterAll
  static void stopKafka() {
    broker.close();
  }

  @Test
  void shouldMakeVersionsThatCanBeListedLiftedAndRolledBack() throws IOException {
    Path rule = Files.writeString(folder.resolve("hammer.yaml"), RULE);

    assertThat(run("list")).isZero();
    assertThat(out.toString()).isEqualTo("no rules are published yet\n");

    assertThat(run("publish", rule.toString(), "--author", "ann")).isZero();
    assertThat(out.toString())
        .containsPattern("hammer.yaml +new\n")
        .containsPattern("version 1 by ann, in force from .+, sha256 [0-9a-f]{64}\n");

    assertThat(run("publish", rule.toString())).isZero();
    assertThat(out.toString()).isEqualTo("version 1 says the same: nothing to do\n");

    Files.writeString(rule, RULE.replace("> 40", "> 60"));
    assertThat(run("publish", rule.toString(), "--author", "ben", "--note", "fewer")).isZero();
    assertThat(out.toString()).containsPattern("hammer.yaml +changed\n").contains("version 2");

    Files.writeString(folder.resolve("hammer.cases.yaml"), FAILING_CASES);
    Files.writeString(rule, RULE.replace("> 40", "> 70"));
    assertThat(run("publish", rule.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("1 case failed: nothing is published");

    assertThat(run("rollback", "--author", "ann")).isZero();
    assertThat(out.toString()).startsWith("rules of version 1 again\nversion 3 by ann");

    assertThat(run("lift", "u1", "--author", "ann")).isZero();
    assertThat(out.toString()).startsWith("user u1 lifted: version 4 by ann");

    assertThat(run("why", "u1")).isZero();
    assertThat(out.toString()).isEqualTo("user u1: no rule has said anything\n");

    assertThat(run("list")).isZero();
    assertThat(out.toString())
        .containsPattern("hammer +shadow +empty +3 +100 % +0 +0 +0\n")
        .containsPattern(
            "\n +4 .* ann .* lifts user u1\n +3 .* rollback to 1\n +2 .* ben .* fewer");
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("rules"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--kafka", broker.address()));
    return Hongbao.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }
}
