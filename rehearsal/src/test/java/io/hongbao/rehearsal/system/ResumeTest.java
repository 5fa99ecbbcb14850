package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stop and a start on the same data must leave as it was. */
class ResumeTest {

  @TempDir private Path directory;

  @Test
  void shouldGoOnWithTheSameShowAndOutcomes() throws Exception {
    Path seen = directory.resolve("seen.jsonl");
    TestSystem system = new TestSystem(directory);
    String packetsBefore;
    try (system) {
      system.start();
      assertThat(system.audience(50, 50, Duration.ofSeconds(4), seen).isClean()).isTrue();
      packetsBefore = packets(system);
    }

    try (system) {
      system.start();

      assertThat(packets(system)).isEqualTo(packetsBefore);
      assertThat(system.audience(50, 50, Duration.ofSeconds(3), seen).isClean()).isTrue();
      var audit = system.audit(seen);
      assertThat(audit.isOk()).as(audit.toText()).isTrue();
    }
  }

  /** Those of a user who has as many as the limits allow, once the lists are complete. */
  private static String packets(TestSystem system) {
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> system.get("phone-1", "/v1/packets").statusCode() == 200);
    return system.get("phone-1", "/v1/packets").body();
  }
}
