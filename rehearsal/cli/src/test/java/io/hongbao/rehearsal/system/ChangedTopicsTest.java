package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.kafka.Topics;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody changes topics by hand under a running system. */
class ChangedTopicsTest {

  /** Longer than a slow machine takes to start. */
  private static final int OPENS_AFTER_SECONDS = 30;

  private static final String MORE_PARTITIONS =
      String.format(
          Locale.ROOT, "topic shakes has %d partitions, expected ", LocalSettings.PARTITIONS + 1);

  @TempDir private Path directory;

  @Test
  void shouldStopEdgesAndTheDrawJobRunningAndRestoredWhenPartitionsWereAdded() throws Exception {
    try (TestSystem system = new TestSystem(directory, OPENS_AFTER_SECONDS).start();
        Admin admin = admin(system)) {
      // Given
      await()
          .until(() -> system.get("anyone", "/v1/show").body().contains("\"running\":\"first\""));
      await().until(() -> system.post("before", "").statusCode() == 200);

      // When something else is changed
      ConfigResource packets = new ConfigResource(ConfigResource.Type.TOPIC, Topics.PACKETS);
      get(
          admin
              .incrementalAlterConfigs(
                  Map.of(
                      packets,
                      List.of(
                          new AlterConfigOp(
                              new ConfigEntry("retention.ms", "60000000"),
                              AlterConfigOp.OpType.SET))))
              .all());

      // Then it is said, and nothing stops
      awaitLine(system, "topic packets: retention.ms is 60000000, and was -1");
      assertThat(system.admin("/readyz")).allMatch(edge -> edge.statusCode() == 200);

      // When
      get(
          admin
              .createPartitions(
                  Map.of(Topics.SHAKES, NewPartitions.increaseTo(LocalSettings.PARTITIONS + 1)))
              .all());

      // Then
      await()
          .untilAsserted(
              () ->
                  assertThat(system.admin("/readyz"))
                      .allMatch(edge -> edge.statusCode() == 503)
                      .allMatch(edge -> edge.body().contains(MORE_PARTITIONS)));
      HttpResponse<String> shake = system.post("after", "");
      assertThat(shake.statusCode()).isEqualTo(503);
      assertThat(shake.body()).contains("\"result\":\"BUSY\"");
      await()
          .untilAsserted(
              () -> {
                List<String> ofDraw =
                    system.lines().stream().filter(line -> line.contains("job draw ")).toList();
                int failed = indexOf(ofDraw, "job draw failed: " + MORE_PARTITIONS, 0);
                int restored = indexOf(ofDraw, "goes on from its last checkpoint, chk-", failed);
                int failedAgain = indexOf(ofDraw, "job draw failed: " + MORE_PARTITIONS, restored);
                assertThat(failedAgain).as("%s", ofDraw).isLessThan(ofDraw.size());
              });
    }
  }

  /** The first line from there on that contains it; the number of lines if none does. */
  private static int indexOf(List<String> lines, String part, int from) {
    int index = from;
    while (index < lines.size() && !lines.get(index).contains(part)) {
      index++;
    }
    return index;
  }

  private static void awaitLine(TestSystem system, String part) {
    await().untilAsserted(() -> assertThat(system.lines()).anyMatch(line -> line.contains(part)));
  }

  private static Admin admin(TestSystem system) {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, system.addresses().kafka()));
  }

  private static <T> T get(KafkaFuture<T> answer) throws Exception {
    return answer.get(30, TimeUnit.SECONDS);
  }
}
