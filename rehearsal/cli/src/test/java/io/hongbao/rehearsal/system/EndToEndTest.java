package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.audit.RecordPosition;
import io.hongbao.proof.trace.RecordView;
import io.hongbao.proof.trace.ShakeTrace;
import io.hongbao.proof.trace.Trace;
import io.hongbao.rehearsal.audience.AudienceReport;
import io.hongbao.rehearsal.cli.Hongbao;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.SignedControl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole road with nothing left out: HTTP, Kafka, Flink with RocksDB, Redis, and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndToEndTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TestSystem system;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    system = new TestSystem(directory).start();
    await()
        .until(
            () -> json(system.get("anyone", "/v1/show")).path("running").asText(), "first"::equals);
  }

  @AfterAll
  void stop() {
    system.close();
  }

  @Test
  void shouldGiveOneOutcomeForAHundredPostsOfOneTurnToTwoEdges() throws Exception {
    String shakeId = json(decidedShake("hundred")).path("shakeId").asText();
    String body = "{\"shakeId\":\"" + shakeId + "\"}";

    List<CompletableFuture<HttpResponse<String>>> posts =
        IntStream.range(0, 100).mapToObj(i -> system.sending("hundred", body)).toList();

    List<String> outcomes = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> post : posts) {
      assertThat(post.join().statusCode()).isEqualTo(200);
      outcomes.add(outcome(post.join()));
    }
    assertThat(outcomes).hasSize(100).containsOnly(outcomes.get(0));
  }

  @Test
  void shouldListThePacketThatAnAnswerShowed() {
    AtomicReference<JsonNode> won = new AtomicReference<>();
    await()
        .until(
            () -> {
              won.set(json(system.post("winner", "")));
              return won.get().path("result").asText().equals("PACKET");
            });

    await()
        .untilAsserted(
            () ->
                assertThat(system.get("winner", "/v1/packets").body())
                    .contains(won.get().path("packet").path("packetId").asText()));
  }

  @Test
  void shouldRestoreThePacketsOfAnEmptiedCacheUnaskedAndNeverSayThatThereAreNone()
      throws Exception {
    String packets = packetsOfSomebodyWhoWon("robbed");

    sendToRedis("FLUSHALL");

    await()
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              HttpResponse<String> reply = system.get("robbed", "/v1/packets");
              if (reply.statusCode() == 200) {
                assertThat(reply.body()).isEqualTo(packets);
              } else {
                assertThat(reply.statusCode()).isEqualTo(503);
                assertThat(reply.headers().firstValue("Retry-After")).isPresent();
              }
              return reply.statusCode() == 200;
            });
  }

  @Test
  void shouldRebuildThePacketsByHand() throws Exception {
    String packets = packetsOfSomebodyWhoWon("careful");
    StringWriter out = new StringWriter();

    int status =
        Hongbao.commandLine()
            .setOut(new PrintWriter(out))
            .execute("cache", "rebuild", "--data=" + system.data().root());

    assertThat(status).isZero();
    assertThat(out.toString()).matches("packet lists are complete: [0-9,]+ wins read, .* s\\R");
    assertThat(system.get("careful", "/v1/packets").body()).isEqualTo(packets);
  }

  @Test
  void shouldReportALoadAndWhatItIssuedAgainstThePlan() throws Exception {
    Path file = system.data().root().resolve("reports/load.html");
    StringWriter out = new StringWriter();

    int status =
        Hongbao.commandLine()
            .setOut(new PrintWriter(out))
            .execute(
                "audience",
                "--phones=40",
                "--rate=40",
                "--duration=2",
                "--prefix=reported",
                "--report=" + file,
                "--data=" + system.data().root());

    assertThat(status).isZero();
    assertThat(out.toString()).contains("report " + file);
    assertThat(Files.readString(file))
        .contains("Audience report")
        .contains("<figcaption>All enterprises</figcaption>")
        .contains("<figcaption>Cola</figcaption>")
        .contains("Largest deviation of issued packets from the release curve: -")
        .contains("plan 1 in topic show");
  }

  @Test
  void shouldShowTheWayOfAShakeAsItsPhoneHeardIt() throws Exception {
    JsonNode answer = json(decidedShake("traced"));
    ShakeId shakeId = ShakeId.parse(answer.path("shakeId").asText());

    AtomicReference<ShakeTrace> found = new AtomicReference<>();
    await()
        .until(
            () -> {
              List<ShakeTrace> ways = system.trace().way(Optional.empty(), "traced", shakeId);
              found.set(ways.get(0));
              return ways.get(0).records().size() >= expectedRecords(answer);
            });

    ShakeTrace way = found.get();
    assertThat(way.show()).isEqualTo("system-test");
    assertThat(way.drawnAgain()).startsWith(answer.path("result").asText());
    RecordView shake = way.records().get(0);
    assertThat(shake.fields())
        .containsEntry("user", "traced")
        .containsEntry("shakeId", shakeId.toString())
        .containsEntry("drawnAgain", way.drawnAgain());
    RecordView alone = system.trace().at(shake.at());
    assertThat(alone.appendedAtMillis()).isEqualTo(shake.appendedAtMillis());
    assertThat(shake.fields()).containsAllEntriesOf(alone.fields());
    assertThat(system.trace().way(Optional.empty(), "nobody", shakeId)).isEmpty();
  }

  /** A win is in packets, too. */
  private static int expectedRecords(JsonNode answer) {
    return answer.path("result").asText().equals("PACKET") ? 2 : 1;
  }

  @Test
  void shouldSayInOneSentenceThatThereIsNoSuchRecord() {
    Trace trace = system.trace();
    ShakeId any = new ShakeId("first", 0);
    assertThatThrownBy(() -> trace.at(RecordPosition.parse("shakes/0/999999999")))
        .hasMessageMatching(
            "shakes/0/999999999: the partition holds [0-9]+ records, from offset 0");
    assertThatThrownBy(() -> trace.at(RecordPosition.parse("shakes/999/0")))
        .hasMessage(
            String.format(
                Locale.ROOT,
                "shakes/999/0: the topic has %d partitions, from 0",
                LocalSettings.PARTITIONS));
    assertThatThrownBy(() -> trace.at(RecordPosition.parse("nowhere/0/0")))
        .hasMessage("nowhere/0/0: there is no such topic");
    assertThatThrownBy(() -> trace.way(Optional.of("other"), "u1", any))
        .hasMessage("show other is not loaded; there is system-test");
  }

  @Test
  void shouldSetDamagedAndForgedRecordsAsideAndGoOn() throws Exception {
    BucketKey key = new BucketKey("system-test", 1);
    byte[] forged =
        SignedControl.sign(SigningKey.generate().signingKey(), key, 99, ControlCodec.ofEnd())
            .encode();
    byte[] damaged = {1, 1, 99};
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", system.addresses().kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.SHAKES, 1, key.encode(), damaged)).get();
      producer.send(new ProducerRecord<>(Topics.SHAKES, 1, key.encode(), forged)).get();
    }

    await()
        .untilAsserted(
            () ->
                assertThat(deadLetters())
                    .extracting(DeadLetter::value)
                    .containsExactlyInAnyOrder(damaged, forged));
    assertThat(decidedShake("after-bad-records").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldKeepEveryPromiseUnderPhonesThatHoldLongConnections(@TempDir Path directory)
      throws Exception {
    Path seen = directory.resolve("seen.jsonl");
    StringWriter out = new StringWriter();

    int status =
        Hongbao.commandLine()
            .setOut(new PrintWriter(out))
            .execute(
                "audience",
                "--transport=ws",
                "--phones=100",
                "--rate=40",
                "--duration=4",
                "--prefix=held",
                "--seen=" + seen,
                "--data=" + system.data().root());

    assertThat(status).as(out.toString()).isZero();
    assertThat(out.toString()).contains("100 opened, 100 open at the end, 0 reconnects");
    var audit = system.audit(seen);
    assertThat(audit.isOk()).as(audit.toText()).isTrue();
    assertThat(Files.readAllLines(seen)).hasSizeGreaterThan(100);
  }

  @Test
  void shouldKeepEveryPromiseUnderAnAudience(@TempDir Path directory) throws Exception {
    Path seen = directory.resolve("seen.jsonl");

    AudienceReport report = system.audience(300, 100, Duration.ofSeconds(5), seen);

    assertThat(report.isClean()).as(report.toString()).isTrue();
    var audit = system.audit(seen);
    assertThat(audit.isOk()).as(audit.toText()).isTrue();
    // On a busy machine some of the 500 that are planned find no phone that is due.
    assertThat(report.acknowledged()).isGreaterThan(100);
    assertThat(audit.promises().get(0).checked()).isGreaterThanOrEqualTo(report.acknowledged());
  }

  /** The list of a user who has as many packets as the limits allow. */
  private String packetsOfSomebodyWhoWon(String user) {
    await().until(() -> json(system.post(user, "")).path("result").asText().equals("LIMITED"));
    await().until(() -> system.get(user, "/v1/packets").statusCode() == 200);
    String packets = system.get(user, "/v1/packets").body();
    assertThat(packets).contains("packetId");
    return packets;
  }

  /** In Redis' inline form, without a client. */
  private void sendToRedis(String command) throws IOException {
    String[] address = system.addresses().redis().split(":", -1);
    try (Socket redis = new Socket(address[0], Integer.parseInt(address[1]))) {
      redis.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      byte[] reply = redis.getInputStream().readNBytes(5);
      assertThat(new String(reply, StandardCharsets.US_ASCII)).isEqualTo("+OK\r\n");
    }
  }

  private HttpResponse<String> decidedShake(String user) {
    AtomicReference<HttpResponse<String>> reply = new AtomicReference<>();
    await()
        .until(
            () -> {
              reply.set(system.post(user, ""));
              return reply.get().statusCode() == 200
                  && json(reply.get()).path("result").asText().matches("PACKET|GREETING|MISS");
            });
    return reply.get();
  }

  private List<DeadLetter> deadLetters() {
    List<DeadLetter> letters = new ArrayList<>();
    TopicReader.readToEnd(
        system.addresses().kafka(),
        Topics.DEAD_LETTERS,
        record -> letters.add(DeadLetter.decode(record.value())));
    return letters;
  }

  /** An answer without what depends on the moment. */
  private static String outcome(HttpResponse<String> reply) throws Exception {
    return ((com.fasterxml.jackson.databind.node.ObjectNode) json(reply))
        .without("nextShakeAfterMs")
        .toString();
  }

  private static JsonNode json(HttpResponse<String> reply) throws Exception {
    return JSON.readTree(reply.body());
  }
}
