package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.rehearsal.cli.Hongbao;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A show that operators change while it runs, on a real system of two edges. */
class LiveShowEndToEndTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of a first wave with packets of each enterprise and a second one that is far away. */
  private static final String CAMPAIGN =
      """
      show: live-test
      time_zone: Asia/Shanghai
      buckets: 4
      limits: {packets_per_user: %d, packets_per_user_and_enterprise: 1}
      turn: 500ms
      channels: [{id: tv, delay: 3s}, {id: web, delay: 35s}]
      enterprises:
        - {id: cola, name: "Cola"}
        - {id: tea, name: "Tea"}
      greetings:
        - {id: stars, text: "Happy New Year"}
      waves:
        - id: first
          opens: now+8s
          closes: +2s
          odds: 0.5
          curve: steps
          steps: [{at: 0s, share: 1}]
          pools:
            - {enterprise: cola, packets: 200, budget: 400.00, min: 1.00, max: 8.00}
        - id: second
          opens: now+10h
          closes: +1h
          odds: 0.5
          greeting_odds: 0.5
          curve: uniform
          pools:
            - {enterprise: tea, packets: %d, budget: %d.00, min: 1.00, max: 4.00}
      """;

  @TempDir private Path directory;

  private TestSystem system;
  private StringWriter out;
  private StringWriter err;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(directory.resolve("policy.yaml"), "version: 1");
    system = new TestSystem(directory, campaign(3, 2_000)).start();
  }

  @AfterEach
  void stop() {
    system.close();
  }

  @Test
  void shouldFollowWhatOperatorsSay() throws Exception {
    assertThat(shows()).allMatch(show -> show.path("plan").asLong() == 1);
    await().until(() -> !shows().get(0).path("next").asText().equals("first"));

    // A plan with more packets of tea and another limit is made known, then put in force.
    Path more = Files.writeString(directory.resolve("more.yaml"), campaign(2, 3_000));
    assertThat(show("stage", more.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains("plan 2 of show live-test is staged and acknowledged");
    assertThat(shows()).allMatch(show -> show.path("plan").asLong() == 1);
    assertThat(show("activate")).as(err.toString()).isZero();
    // On a slow machine it is staged again, as its limit would count too early.
    await().until(() -> shows().stream().allMatch(show -> show.path("plan").asLong() >= 2));

    // The second wave, ten hours away, opens now.
    await().until(() -> shows().stream().allMatch(show -> show.path("running").isNull()));
    assertThat(show("cue", "second", "now")).as(err.toString()).isZero();
    await()
        .until(
            () ->
                shows().stream().allMatch(show -> show.path("running").asText().equals("second")));
    JsonNode won = wins("winner");
    assertThat(won.path("plan")).isEqualTo(shows().get(0).path("plan"));

    // A phone policy reaches every edge and every answer at once.
    assertThat(policies()).containsOnly(1);
    Path policy = Files.writeString(directory.resolve("newer.yaml"), "version: 2\nturn: 1s");
    assertThat(run("policy", "publish", policy.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).isEqualTo("published: policy 2, 0 access points, no static road\n");
    await().until(() -> policies().stream().allMatch(version -> version == 2));
    assertThat(wins("follower").path("policy").asInt()).isEqualTo(2);
    assertThat(run("policy", "publish", policy.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("policy 2 is not newer than policy 2");

    // Nobody wins a turn that starts in a pause.
    assertThat(show("pause", "second")).as(err.toString()).isZero();
    long pausedFrom = System.currentTimeMillis();
    List<String> results = results("paused", pausedFrom + 4_000);
    assertThat(results).isNotEmpty().doesNotContain("PACKET");
    assertThat(show("resume", "second")).as(err.toString()).isZero();
    wins("resumed");

    // Calm: new shakes are BUSY, what was decided stays readable.
    assertThat(show("mode", "3", "--reason", "a flood")).as(err.toString()).isZero();
    assertThat(shows()).allMatch(show -> show.path("mode").asInt() == 3);
    assertThat(json(system.post("late", "")).path("result").asText()).isEqualTo("BUSY");
    String wonId = won.path("shakeId").asText();
    assertThat(json(system.get("winner", "/v1/shakes/" + wonId)).path("packet"))
        .isEqualTo(won.path("packet"));
    assertThat(show("mode", "0", "--reason", "over")).as(err.toString()).isZero();

    // It ends at once, and everybody can draw again.
    assertThat(show("end")).isEqualTo(3);
    assertThat(err.toString()).contains("turns of show live-test may be named until ");
    assertThat(show("end", "--now")).as(err.toString()).isZero();
    await().until(() -> shows().stream().allMatch(show -> show.path("secrets").has("second")));
    assertThat(json(system.post("after", "")).path("result").asText()).isEqualTo("CLOSED");
    assertThat(show("verify-lottery", "--user=winner", "--wave=second"))
        .as(err.toString())
        .isZero();
    String turn = wonId.substring(wonId.lastIndexOf('-') + 1);
    assertThat(out.toString().lines()).anyMatch(line -> line.matches(" *" + turn + " .* passes.*"));

    var audit = system.audit(Files.createFile(directory.resolve("seen.jsonl")));
    assertThat(audit.isOk()).as(audit.toText()).isTrue();
  }

  @Test
  void shouldTellHowTheShowIs() throws Exception {
    assertThat(show("status", "--json")).as(err.toString()).isZero();

    JsonNode status = JSON.readTree(out.toString());
    assertThat(status.path("show").asText()).isEqualTo("live-test");
    assertThat(status.path("plan").path("active").asLong()).isEqualTo(1);
    assertThat(status.path("plan").path("staged").isNull()).isTrue();
    assertThat(status.path("mode").asInt()).isZero();
    assertThat(status.path("nodes")).hasSize(2);
    assertThat(status.path("nodes").get(0).path("kind").asText()).isEqualTo("edge");
    assertThat(status.path("nodes").get(0).path("ackedPlan").asLong()).isEqualTo(1);
    assertThat(status.path("waves").get(1).path("id").asText()).isEqualTo("second");
    assertThat(status.path("waves").get(1).path("state").asText()).isEqualTo("planned");
    assertThat(status.path("waves").get(1).path("seedsLeft").asLong()).isEqualTo(2_000);

    assertThat(show("status")).isZero();
    assertThat(out.toString()).startsWith("show live-test: plan 1 from ").contains("edge-1");
    assertThat(show("stage", "--look", directory.resolve("campaign.yaml").toString())).isZero();
    assertThat(out.toString()).contains("nothing changes");
  }

  private static String campaign(int limit, int packets) {
    return String.format(Locale.ROOT, CAMPAIGN, limit, packets, 2 * packets);
  }

  /** A packet of a user, however many turns that takes. */
  private JsonNode wins(String user) {
    AtomicReference<JsonNode> won = new AtomicReference<>();
    await()
        .until(
            () -> {
              JsonNode answer = json(system.post(user, ""));
              won.set(answer);
              return answer.path("result").asText().equals("PACKET");
            });
    return won.get();
  }

  /** What many users hear in turns that start from an instant on. */
  private List<String> results(String prefix, long fromMillis) throws Exception {
    List<String> results = new ArrayList<>();
    await().until(() -> System.currentTimeMillis() >= fromMillis);
    for (int user = 0; user < 60; user++) {
      results.add(json(system.post(prefix + user, "")).path("result").asText());
    }
    return results;
  }

  private List<JsonNode> shows() throws Exception {
    List<JsonNode> shows = new ArrayList<>();
    for (HttpResponse<String> reply : system.atEachEdge("/v1/show")) {
      shows.add(json(reply));
    }
    return shows;
  }

  private List<Integer> policies() throws Exception {
    List<Integer> versions = new ArrayList<>();
    for (HttpResponse<String> reply : system.atEachEdge("/v1/policy")) {
      versions.add(json(reply).path("version").asInt());
    }
    return versions;
  }

  private int show(String... arguments) {
    List<String> all = new ArrayList<>(List.of("show", "--author=ada"));
    all.addAll(1, List.of(arguments));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data=" + system.data().root());
    return Hongbao.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private static JsonNode json(HttpResponse<String> reply) throws Exception {
    return JSON.readTree(reply.body());
  }
}
