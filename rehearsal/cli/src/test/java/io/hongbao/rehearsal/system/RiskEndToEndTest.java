package io.hongbao.rehearsal.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.file.RuleText;
import io.hongbao.rules.publish.VerdictLog;
import io.hongbao.rules.ruleset.RuleSet;
import io.hongbao.rules.ruleset.RuleSetJson;
import io.hongbao.rules.verdict.Verdict;
import io.hongbao.rules.verdict.VerdictJson;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** From a post through log, rules and verdict back to the edge, with nothing left out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RiskEndToEndTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Half of the turns pass in this show: so often nobody loses by chance. */
  private static final int TURNS = 16;

  /** Two jobs have just been handed over: loading a show may take longer than usual. */
  private static final int OPENS_AFTER_SECONDS = 15;

  private TestSystem system;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    system = new TestSystem(directory, OPENS_AFTER_SECONDS).start();
    await()
        .until(
            () ->
                JSON.readTree(system.get("anyone", "/v1/show").body())
                    .path("running")
                    .asText()
                    .equals("first"));
  }

  @AfterAll
  void stop() {
    system.close();
  }

  @Test
  void shouldEmptyADeviceThatHammersAndActByNoShadowRule() throws Exception {
    publish(
        rule("hammer", "active", "requests_10s > 25", "{on: device, level: empty, for: 30m}"),
        rule("shadow", "shadow", "requests_10s > 1", "{on: device, level: block, for: 30m}"));

    await()
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              // All at once: however slow this machine is, that is far more than 25 in 10 s.
              List<CompletableFuture<HttpResponse<String>>> posts =
                  Stream.generate(() -> system.shakingFrom("mallory", "rack-1")).limit(40).toList();
              assertThat(posts).allSatisfy(it -> assertThat(it.join().statusCode()).isEqualTo(200));
              return levelsOf("mallory").contains(RiskLevel.EMPTY);
            });

    assertThat(resultsOfTurns("accomplice", "rack-1")).isSubsetOf("MISS", "GREETING");
    assertThat(levelsOf("accomplice")).containsOnly(RiskLevel.EMPTY);
    assertThat(resultsOfTurns("honest", "phone-1")).contains("PACKET");
    assertThat(levelsOf("honest")).containsOnly(RiskLevel.NONE);
    assertThat(reasons()).extracting(Verdict::ruleId).contains("hammer", "shadow");
    assertThat(reasons())
        .filteredOn(verdict -> verdict.ruleId().equals("hammer"))
        .allSatisfy(verdict -> assertThat(verdict.entity()).hasToString("device rack-1"));
  }

  private void publish(RuleText... texts) throws Exception {
    RuleSet set = RuleSet.first(List.of(texts), "ann", "first", System.currentTimeMillis());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", system.addresses().kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.RULES, "default/1".getBytes(UTF_8), RuleSetJson.encode(set)))
          .get();
      producer
          .send(new ProducerRecord<>(Topics.RULES, "default/2".getBytes(UTF_8), new byte[] {1}))
          .get();
    }
  }

  private static RuleText rule(String id, String mode, String when, String verdict) {
    return new RuleText(
        id + ".yaml",
        String.format(
            Locale.ROOT,
            """
        id: %s
        description: For tests.
        mode: %s
        signals:
          requests_10s: {count: requests, by: device, window: 10s}
        when: %s
        verdict: %s
        """,
            id,
            mode,
            when,
            verdict));
  }

  /** What a user hears of so many turns. */
  private List<String> resultsOfTurns(String user, String device) {
    Map<String, String> resultsByTurn = new TreeMap<>();
    await()
        // Once a turn: 20 in 10 s are no hammering.
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              JsonNode answer = JSON.readTree(system.shakeFrom(user, device).body());
              if (answer.has("result")) {
                resultsByTurn.put(answer.path("shakeId").asText(), answer.path("result").asText());
              }
              return resultsByTurn.size() >= TURNS;
            });
    return List.copyOf(resultsByTurn.values());
  }

  private List<RiskLevel> levelsOf(String user) {
    List<RiskLevel> levels = new ArrayList<>();
    TopicReader.readToEnd(
        system.addresses().kafka(),
        Topics.SHAKES,
        record -> {
          if (ShakesRecord.decode(record.key(), record.value()) instanceof ShakeRecord shake
              && shake.user().equals(user)) {
            levels.add(shake.riskLevel());
          }
        });
    return levels;
  }

  private List<Verdict> reasons() {
    List<Verdict> reasons = new ArrayList<>();
    TopicReader.readToEnd(
        system.addresses().kafka(),
        Topics.VERDICT_REASONS,
        record -> {
          if (!VerdictLog.isNote(record.key())) {
            reasons.add(VerdictJson.decode(record.value()));
          }
        });
    return reasons;
  }
}
