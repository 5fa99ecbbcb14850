package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowSystem;
import io.hongbao.rehearsal.cli.Hongbao;
import io.hongbao.show.live.ShowState;
import io.hongbao.wire.records.OpRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A show that operators change by file while nobody reaches Kafka, on a real system. */
class PlanFileEndToEndTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CAMPAIGN =
      """
      show: file-test
      time_zone: Asia/Shanghai
      buckets: 4
      limits: {packets_per_user: 3, packets_per_user_and_enterprise: 1}
      turn: 500ms
      enterprises:
        - {id: tea, name: "Tea"}
      waves:
        - id: later
          opens: now+10h
          closes: +1h
          odds: 0.5
          curve: steps
          steps: [{at: 0s, share: 1}]
          pools:
            - {enterprise: tea, packets: 2000, budget: 4000.00, min: 1.00, max: 4.00}
      """;

  @TempDir private Path directory;

  private TestSystem system;
  private Path snapshot;
  private StringWriter out;
  private StringWriter err;

  @BeforeEach
  void start() throws IOException {
    system = new TestSystem(directory, CAMPAIGN).startAsProcesses();
    snapshot = directory.resolve("show.snapshot");
  }

  @AfterEach
  void stop() throws Exception {
    signalKafka("CONT");
    system.close();
  }

  @Test
  void shouldFollowAFileOnceKafkaHasItAndKeepThePlanUntilThen() throws Exception {
    // Given
    assertThat(show("export", "--snapshot", snapshot.toString())).as(err.toString()).isZero();
    Path before = Files.copy(snapshot, directory.resolve("before.snapshot"));
    List<OpRecord> opsBefore = state().ops();
    signalKafka("STOP");

    // When a cue and a mode are given by file to the first edge
    Path cue = export(snapshot, "1.plan", "cue", "later", "now");
    Path beforeMode = Files.copy(snapshot, directory.resolve("before-mode.snapshot"));
    Path mode = export(snapshot, "2.plan", "mode", "1", "--reason=Kafka is away");
    JsonNode taken = json(system.postPlan(0, mode));

    // Then both edges know it, and keep what they have
    assertThat(taken.path("state").asText()).isEqualTo("WAITING");
    String last = "hongbao_edge_plan_file " + taken.path("number").asDouble();
    await()
        .until(
            () ->
                system.admin("/metrics").stream()
                    .map(HttpResponse::body)
                    .allMatch(
                        metrics ->
                            metrics.contains(last)
                                && metrics.contains("hongbao_edge_plan_files_waiting 1.0")));
    assertThat(shows())
        .allMatch(show -> show.path("plan").asLong() == 1)
        .allMatch(show -> show.path("mode").asInt() == 0);

    // Then no older file and no other one of its number overrides it at either edge
    Path other = export(beforeMode, "other.plan", "mode", "3", "--reason=somebody else");
    Path damaged = directory.resolve("damaged.plan");
    byte[] bytes = Files.readAllBytes(mode);
    bytes[bytes.length / 2] ^= (byte) 1;
    Files.write(damaged, bytes);
    for (int edge = 0; edge < 2; edge++) {
      assertThat(system.postPlan(edge, cue).body()).contains("expected a newer one");
      assertThat(system.postPlan(edge, other).body()).contains("another file of that number");
      assertThat(system.postPlan(edge, damaged).statusCode()).isEqualTo(400);
      assertThat(json(system.postPlan(edge, mode)).path("state").asText()).isEqualTo("WAITING");
    }

    // When
    signalKafka("CONT");

    // Then it is in the log, and edges follow it from when it counts
    await().until(() -> states(mode).stream().allMatch("APPENDED"::equals));
    assertThat(shows()).allMatch(show -> show.path("mode").asInt() == 1);
    List<OpRecord> ops = state().ops();
    assertThat(ops).hasSize(opsBefore.size() + 4).allMatch(OpRecord::isDone);
    assertThat(ops.subList(0, opsBefore.size())).isEqualTo(opsBefore);
    assertThat(ops.get(ops.size() - 2).op())
        .isInstanceOfSatisfying(
            OpRecord.Activate.class, activate -> assertThat(activate.forced()).isTrue());
    await()
        .until(
            () ->
                shows().stream()
                    .allMatch(
                        show ->
                            show.path("plan").asLong() == 2
                                && show.path("running").asText().equals("later")));
    await().until(() -> json(system.post("winner", "")).path("result").asText().equals("PACKET"));

    // Then a file of before comes to nothing, since its numbers are taken
    assertThat(system.postPlan(0, cue).statusCode()).isEqualTo(409);
    export(before, "a.plan", "mode", "2", "--reason=a");
    export(before, "b.plan", "mode", "2", "--reason=b");
    export(before, "c.plan", "mode", "2", "--reason=c");
    export(before, "d.plan", "mode", "2", "--reason=d");
    Path forked = export(before, "e.plan", "mode", "2", "--reason=e");
    assertThat(system.postPlan(1, forked).statusCode()).isEqualTo(200);
    await().until(() -> states(forked).stream().allMatch("OVERTAKEN"::equals));
    assertThat(json(system.postPlan(0, forked)).path("detail").asText())
        .startsWith("the log has another operation " + (opsBefore.size() + 1) + " of ada");
    assertThat(state().ops()).isEqualTo(ops);
    assertThat(shows()).allMatch(show -> show.path("mode").asInt() == 1);

    var audit = system.audit(Files.createFile(directory.resolve("seen.jsonl")));
    assertThat(audit.isOk()).as(audit.toText()).isTrue();
  }

  private Path export(Path from, String name, String... command) {
    Path file = directory.resolve(name);
    List<String> arguments =
        new ArrayList<>(List.of("export", file.toString(), "--from=" + from, "--show=file-test"));
    arguments.addAll(List.of(command));
    assertThat(show(arguments.toArray(String[]::new))).as(err.toString()).isZero();
    return file;
  }

  private List<String> states(Path file) throws IOException {
    List<String> states = new ArrayList<>();
    for (int edge = 0; edge < 2; edge++) {
      states.add(json(system.postPlan(edge, file)).path("state").asText());
    }
    return states;
  }

  private ShowState state() {
    try (ShowSystem shows =
        ShowSystem.open(system.addresses().kafka(), LocalKeys.read(system.data()))) {
      return shows.topic().read().show("file-test");
    }
  }

  private List<JsonNode> shows() throws IOException {
    List<JsonNode> shows = new ArrayList<>();
    for (HttpResponse<String> reply : system.atEachEdge("/v1/show")) {
      shows.add(json(reply));
    }
    return shows;
  }

  /** A broker that is stopped by a signal takes connections and answers nothing. */
  private void signalKafka(String signal) throws IOException, InterruptedException {
    String pid = Files.readString(system.data().pidFile("kafka-1")).strip();
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start().waitFor())
        .isZero();
  }

  private int show(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("show"));
    all.addAll(List.of(arguments));
    all.add("--data=" + system.data().root());
    all.add("--author=ada");
    return Hongbao.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private static JsonNode json(HttpResponse<String> reply) throws IOException {
    return JSON.readTree(reply.body());
  }
}
