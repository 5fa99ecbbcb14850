package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stop and a start on the same data must leave as it was. */
class ResumeTest {

  @TempDir private Path directory;

  @Test
  void shouldGoOnWithTheSameOutcomesAlsoWithOtherNumbersOfSubtasks() throws Exception {
    Path seen = directory.resolve("seen.jsonl");
    // The show opens when all is ready, as now+0s says, however long the start takes.
    TestSystem system = new TestSystem(directory, 0);
    Optional<String> packets = Optional.empty();

    for (int parallelism : new int[] {1, 2, 1}) {
      try (system) {
        system.start(parallelism);
        if (packets.isPresent()) {
          assertThat(packets(system)).isEqualTo(packets.get());
        }

        var heard = system.audience(50, 50, Duration.ofSeconds(4), seen);
        assertThat(heard.isClean()).as(heard.toString()).isTrue();

        assertThat(drawSubtasks(system)).isEqualTo(parallelism);
        packets = Optional.of(packets(system));
        var audit = system.audit(seen);
        assertThat(audit.isOk()).as(audit.toText()).isTrue();
      }
    }
  }

  /** As Flink's REST interface says; with one subtask the draw is one task with its source. */
  private static int drawSubtasks(TestSystem system) {
    JsonNode jobs = system.flink("/jobs").path("jobs");
    return StreamSupport.stream(jobs.spliterator(), false)
        .map(job -> system.flink("/jobs/" + job.path("id").asText()).path("vertices"))
        .flatMap(vertices -> StreamSupport.stream(vertices.spliterator(), false))
        .filter(vertex -> vertex.path("name").asText().contains("draw -> "))
        .mapToInt(vertex -> vertex.path("parallelism").asInt())
        .sum();
  }

  /** Those of a user who has as many as the limits allow, once the lists are complete. */
  private static String packets(TestSystem system) {
    await().until(() -> system.get("phone-1", "/v1/packets").statusCode() == 200);
    return system.get("phone-1", "/v1/packets").body();
  }
}
