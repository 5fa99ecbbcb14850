package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.ChildJvm;
import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.ops.system.Addresses;
import io.hongbao.ops.system.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpCommandTest {

  @TempDir private Path directory;

  @Test
  void shouldHoldItsFolderAloneAndEndWithStatus0() throws Exception {
    // Given
    DataDirectory data = new DataDirectory(directory.resolve("data"));
    Path said = directory.resolve("said");
    Path saidBySecond = directory.resolve("said-by-second");
    Process up = up(data, said);
    try {
      await().until(() -> Files.exists(data.addresses()) || !up.isAlive());
      assertThat(up.isAlive()).as(Files.readString(said)).isTrue();
      assertThat(said)
          .content()
          .containsPattern("redis-1 +127.0.0.1:\\d+ +ready after")
          .containsPattern("kafka-1 +127.0.0.1:\\d+ +ready after")
          .containsPattern("flink +http://127.0.0.1:\\d+ +ready after")
          .containsPattern("postgres-1 +127.0.0.1:\\d+ +ready after")
          .containsPattern("wallet-1 +http://127.0.0.1:\\d+ +ready after")
          .containsPattern("payout-1 +http://127.0.0.1:\\d+ +ready after");
      assertThat(data.version()).hasContent("1\n");
      assertThat(Addresses.read(data).kafka()).startsWith("127.0.0.1:");

      await()
          .untilAsserted(
              () ->
                  assertThat(said)
                      .content()
                      .containsPattern("shake +http")
                      .containsPattern("\nREADY edge=.* wallet=http://127.0.0.1:\\d+\n")
                      .containsPattern("audience +40 phones, 6 shakes a second while"));

      // When
      Process second = up(data, saidBySecond);

      // Then
      assertThat(second.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).isEqualTo(3);
      assertThat(saidBySecond)
          .content()
          .contains("is in use by ./hongbao up --data=" + data.root());
    } finally {
      up.destroy();
    }
    assertThat(up.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).isZero();
    assertThat(data.addresses()).doesNotExist();
    assertThat(data.pidFile("redis-1")).doesNotExist();
  }

  private static Process up(DataDirectory data, Path said) throws IOException {
    return ChildJvm.start(
        said,
        Hongbao.class,
        "up",
        "--data=" + data.root(),
        "--campaign=" + Path.of("..", "..", "campaigns", "first-win.yaml"),
        "--audience=40",
        "--warm-up=0",
        "--edge-port=" + FreePorts.next(),
        "--admin-port=" + FreePorts.next(),
        "--flink-port=" + FreePorts.next(),
        "--kafka-port=" + FreePorts.next(),
        "--redis-port=" + FreePorts.next());
  }
}
