package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowSystem;
import io.hongbao.proof.audit.AuditReport;
import io.hongbao.rehearsal.cli.Hongbao;
import io.hongbao.show.load.PracticeShow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live show, a shadow show and a practice show on one real system of two edges. */
class ShowKindsEndToEndTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LIVE = "";
  private static final String CREW = "crew";
  private static final String PRACTICE = "practice-1";

  private static final String SHADOW =
      """
      show: dress-rehearsal
      time_zone: Asia/Shanghai
      buckets: 4
      limits: {packets_per_user: 3, packets_per_user_and_enterprise: 1}
      turn: 500ms
      enterprises:
        - {id: bank, name: "Bank"}
      greetings:
        - {id: stars, text: "Happy New Year"}
      waves:
        - id: dress
          opens: now+10s
          closes: +20m
          odds: 0.5
          greeting_odds: 0.5
          curve: steps
          steps: [{at: 0s, share: 1}]
          pools:
            - {enterprise: bank, packets: 2000, budget: 4000.00, min: 1.00, max: 8.00}
      """;

  @TempDir private Path directory;

  private TestSystem system;
  private StringWriter out;
  private StringWriter err;

  @BeforeEach
  void start() throws IOException {
    system = new TestSystem(directory).start();
  }

  @AfterEach
  void stop() {
    system.close();
  }

  @Test
  void shouldPlayEachShowForItsOwnPhones() throws Exception {
    await().until(() -> show(LIVE).path("running").asText().equals("first"));

    // A shadow show goes beside the live one, whose wave is open.
    Path file = Files.writeString(directory.resolve("shadow.yaml"), SHADOW);
    assertThat(run("campaign", "load", file.toString(), "--shadow", "--group=crew"))
        .as(err.toString())
        .isZero();
    assertThat(system.getOfGroup(CREW, "u1", "/v1/show").statusCode())
        .as("it is only staged")
        .isEqualTo(503);
    assertThat(run("show", "activate", "--show=dress-rehearsal")).as(err.toString()).isZero();
    await().until(() -> show(CREW).path("running").asText().equals("dress"));
    assertThat(show(CREW).path("shadow").asBoolean()).isTrue();
    assertThat(show(LIVE).path("show").asText()).isEqualTo("system-test");

    // One user, with a ticket for each.
    JsonNode shadowWin = wins(CREW, "both");
    JsonNode liveWin = wins(LIVE, "both");
    assertThat(shadowWin.path("shakeId").asText()).startsWith("dress-");
    assertThat(shadowWin.path("packet").path("shadow").asBoolean()).isTrue();
    assertThat(liveWin.path("shakeId").asText()).startsWith("first-");
    assertThat(liveWin.path("packet").has("shadow")).isFalse();
    assertThat(packets(CREW, "both"))
        .isNotEmpty()
        .allMatch(packet -> packet.path("wave").asText().equals("dress"))
        .allMatch(packet -> packet.path("shadow").asBoolean());
    assertThat(packets(LIVE, "both"))
        .isNotEmpty()
        .allMatch(packet -> packet.path("wave").asText().equals("first"))
        .noneMatch(packet -> packet.has("shadow"));
    assertThat(system.getOfGroup(LIVE, "both", "/v1/shakes/dress-0").statusCode()).isEqualTo(404);
    assertThat(system.getOfGroup(CREW, "both", "/v1/shakes/first-0").statusCode()).isEqualTo(404);
    assertThat(system.shakeOfGroup("press", "u2").statusCode()).isEqualTo(503);

    // Commands mean the live show unless they name the other.
    assertThat(run("show", "status", "--json")).as(err.toString()).isZero();
    assertThat(JSON.readTree(out.toString()).path("show").asText()).isEqualTo("system-test");
    assertThat(run("show", "end", "--now", "--show=dress-rehearsal")).as(err.toString()).isZero();
    await().until(() -> show(CREW).path("secrets").has("dress"));
    assertThat(json(system.shakeOfGroup(CREW, "late")).path("result").asText()).isEqualTo("CLOSED");
    wins(LIVE, "later");

    // What is played to warm up is in no figure.
    AuditReport before = audit("before");
    practise();
    AuditReport after = audit("after");
    assertThat(after.isOk()).as(after.toText()).isTrue();
    assertThat(after.shadowShows()).containsExactly("dress-rehearsal");
    assertThat(shakes(after)).isEqualTo(shakes(before));
    Path table = directory.resolve("rows.csv");
    assertThat(run("export", "--out=" + table)).as(err.toString()).isZero();
    assertThat(Files.readString(table))
        .contains("dress-rehearsal", "system-test")
        .doesNotContain(PRACTICE);
  }

  private void practise() throws Exception {
    long opensAtMillis = System.currentTimeMillis() + 8_000;
    try (ShowSystem connected =
        ShowSystem.open(system.addresses().kafka(), LocalKeys.read(system.data()))) {
      PracticeShow practice =
          new PracticeShow(
              connected.loader("up"),
              connected.operator(),
              "up",
              PRACTICE,
              4,
              new WaveSchedule("warm", opensAtMillis, opensAtMillis + 600_000, 500));
      practice.start();
      await().until(() -> show(PRACTICE).path("running").asText().equals("warm"));
      assertThat(show(LIVE).path("show").asText()).isEqualTo("system-test");
      for (int user = 0; user < 10; user++) {
        assertThat(json(system.shakeOfGroup(PRACTICE, "warm-" + user)).path("result").asText())
            .isIn("MISS", "GREETING");
      }
      practice.end();
    }
  }

  /** What promise 1 counts, but for its records: edges may append a live shake once more. */
  private static String shakes(AuditReport report) {
    return report.promises().get(0).counts().replaceFirst("as [0-9,]+ records", "");
  }

  private AuditReport audit(String name) throws Exception {
    return system.audit(Files.createFile(directory.resolve(name + ".jsonl")));
  }

  /** A packet of a user, however many turns that takes. */
  private JsonNode wins(String group, String user) {
    AtomicReference<JsonNode> won = new AtomicReference<>();
    await()
        .until(
            () -> {
              won.set(json(system.shakeOfGroup(group, user)));
              return won.get().path("result").asText().equals("PACKET");
            });
    return won.get();
  }

  private List<JsonNode> packets(String group, String user) throws Exception {
    List<JsonNode> packets = new ArrayList<>();
    json(system.getOfGroup(group, user, "/v1/packets")).path("packets").forEach(packets::add);
    return packets;
  }

  private JsonNode show(String group) throws Exception {
    return json(system.getOfGroup(group, "anybody", "/v1/show"));
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data=" + system.data().root());
    boolean hasAuthor = arguments[0].equals("campaign") || arguments[1].equals("activate");
    if (hasAuthor) {
      all.add("--author=ada");
    }
    return Hongbao.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private static JsonNode json(HttpResponse<String> reply) throws Exception {
    return JSON.readTree(reply.body());
  }
}
