package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hongbao.proof.audit.AuditReport;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody cancels jobs under a running system, as the button of Flink's dashboard does. */
class CancelledJobsTest {

  /** Longer than a slow machine takes to start. */
  private static final int OPENS_AFTER_SECONDS = 30;

  @TempDir private Path directory;

  @Test
  void shouldGoOnFromTheLastCheckpointAndChangeNoOutcome() throws Exception {
    Path seen = directory.resolve("seen.jsonl");
    try (TestSystem system = new TestSystem(directory, OPENS_AFTER_SECONDS).start()) {
      // Given
      await()
          .until(() -> system.get("anyone", "/v1/show").body().contains("\"running\":\"first\""));
      JsonNode features = system.flink("/config").path("features");
      assertThat(features.path("web-cancel").asBoolean(true)).as("the button").isFalse();
      assertThat(features.path("web-submit").asBoolean(true)).isFalse();
      var before = system.audience(50, 50, Duration.ofSeconds(4), seen);
      assertThat(before.isClean()).as(before.toString()).isTrue();
      await().until(() -> completedCheckpoints(system, "draw") > 0);

      // When
      system.cancelJob("draw");
      system.cancelJob("risk");

      // Then
      for (String job : new String[] {"draw", "risk"}) {
        await()
            .untilAsserted(
                () ->
                    assertThat(system.lines())
                        .anyMatch(line -> line.contains("job " + job + " was cancelled, not by"))
                        .anyMatch(
                            line ->
                                line.startsWith(
                                    "job " + job + " goes on from its last checkpoint")));
        await().until(() -> isRunning(system, job));
      }
      var after = system.audience(50, 50, Duration.ofSeconds(4), seen);
      assertThat(after.isClean()).as(after.toString()).isTrue();
      AuditReport audit = system.audit(seen);
      assertThat(audit.isOk()).as(audit.toText()).isTrue();
      assertThat(system.admin("/readyz")).allMatch(edge -> edge.body().startsWith("ready\n"));
    }
  }

  private static boolean isRunning(TestSystem system, String name) {
    for (JsonNode job : system.flink("/jobs/overview").path("jobs")) {
      if (job.path("name").asText().equals(name)
          && job.path("state").asText().equals("RUNNING")
          && job.path("tasks").path("running").asInt() == job.path("tasks").path("total").asInt()) {
        return true;
      }
    }
    return false;
  }

  private static int completedCheckpoints(TestSystem system, String name) {
    for (JsonNode job : system.flink("/jobs/overview").path("jobs")) {
      if (job.path("name").asText().equals(name)) {
        return system
            .flink("/jobs/" + job.path("jid").asText() + "/checkpoints")
            .path("counts")
            .path("completed")
            .asInt();
      }
    }
    return 0;
  }
}
