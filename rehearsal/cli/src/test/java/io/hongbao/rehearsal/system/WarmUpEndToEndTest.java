package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowSystem;
import io.hongbao.proof.audit.AuditReport;
import io.hongbao.rehearsal.cli.Hongbao;
import io.hongbao.show.live.ShowState;
import io.hongbao.show.load.PracticeShow;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real system that warms up, leaves a practice show behind, and starts again. */
class WarmUpEndToEndTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void shouldLeaveNothingBehindOfItsPracticeShow() throws Exception {
    // The wave opens when all is ready, as now+0s says, and is open when the system starts again.
    try (TestSystem system = new TestSystem(directory, 0)) {
      system.warmingUp(Duration.ofSeconds(20)).start();

      assertThat(saidOfTheWarmUp(system))
          .singleElement()
          .asString()
          .contains("answers a second after ");
      assertThat(practiceShows(system)).hasSize(1);
      assertUnseen(system, "first.jsonl");
      await().untilAsserted(() -> assertThat(notEnded(system)).isEmpty());

      leaveAPracticeShowBehind(system);
    }

    try (TestSystem again = new TestSystem(directory, 0)) {
      again.warmingUp(Duration.ofSeconds(20)).start();

      assertThat(saidOfTheWarmUp(again))
          .singleElement()
          .asString()
          .endsWith("none: wave first is open");
      await().untilAsserted(() -> assertThat(notEnded(again)).isEmpty());
      assertThat(practiceShows(again)).hasSize(2).allMatch(ShowState::hasEnded);
      assertUnseen(again, "second.jsonl");
    }
  }

  /** As a start does that is killed before it comes to the end. */
  private static void leaveAPracticeShowBehind(TestSystem system) {
    LocalKeys keys = LocalKeys.read(system.data());
    new KafkaPracticeStage(system.addresses().kafka(), keys, "up", Optional.empty())
        .open(500, Duration.ofMinutes(30));
    assertThat(notEnded(system)).hasSize(1);
  }

  private void assertUnseen(TestSystem system, String seenFile) throws Exception {
    String practice = practiceShows(system).get(0).show();
    assertThat(JSON.readTree(system.get("u1", "/v1/show").body()).path("show").asText())
        .isEqualTo("system-test");

    Path seen = directory.resolve(seenFile);
    var heard = system.audience(50, 50, Duration.ofSeconds(3), seen);
    assertThat(heard.isClean()).as(heard.toString()).isTrue();
    AuditReport audit = system.audit(seen);
    assertThat(audit.isOk()).as(audit.toText()).isTrue();
    assertThat(audit.toText()).doesNotContain(practice);

    JsonNode status = JSON.readTree(run(system, "show", "status", "--json"));
    assertThat(status.path("show").asText()).isEqualTo("system-test");
    Path rows = directory.resolve("rows.csv");
    run(system, "export", "--out=" + rows);
    assertThat(Files.readString(rows)).contains("system-test").doesNotContain(practice);
    Files.delete(rows);
    assertThat(system.admin("/metrics"))
        .allSatisfy(metrics -> assertThat(metrics.body()).doesNotContain(practice));
  }

  private static List<String> saidOfTheWarmUp(TestSystem system) {
    return system.lines().stream().filter(line -> line.startsWith("warm-up ")).toList();
  }

  private static List<String> notEnded(TestSystem system) {
    try (ShowSystem shows = shows(system)) {
      return PracticeShow.notEnded(shows.topic().read());
    }
  }

  private static List<ShowState> practiceShows(TestSystem system) {
    try (ShowSystem shows = shows(system)) {
      return shows.topic().read().shows().stream()
          .filter(show -> show.kind().isPractice())
          .toList();
    }
  }

  private static ShowSystem shows(TestSystem system) {
    return ShowSystem.open(system.addresses().kafka(), LocalKeys.read(system.data()));
  }

  /** What a command prints that succeeds. */
  private static String run(TestSystem system, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data=" + system.data().root());
    int status =
        Hongbao.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    assertThat(status).as(err.toString()).isZero();
    return out.toString();
  }
}
