package io.hongbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetainedCheckpointsTest {

  @TempDir private Path directory;

  @Test
  void shouldTakeNoneWhereThereIsNone() {
    assertThat(new RetainedCheckpoints(directory.resolve("draw")).takeNewest()).isEmpty();
  }

  @Test
  void shouldTakeTheHighestNumberWhateverFileIsTheYoungest() throws IOException {
    Path highest = checkpoint("run-a", 10, "");
    Path younger = checkpoint("run-b", 9, "");
    Files.setLastModifiedTime(highest.resolve("_metadata"), FileTime.fromMillis(1_000));
    Files.setLastModifiedTime(younger.resolve("_metadata"), FileTime.fromMillis(2_000));

    assertThat(new RetainedCheckpoints(directory).takeNewest()).contains(highest);
  }

  @Test
  void shouldSkipTheNewestIfItIsNotComplete() throws IOException {
    Path complete = checkpoint("run-a", 9, "");
    Files.createDirectories(directory.resolve("run-b/chk-10"));

    assertThat(new RetainedCheckpoints(directory).takeNewest()).contains(complete);
  }

  @Test
  void shouldRemoveOnlyTheRunsThatTheNewestDoesNotMention() throws IOException {
    checkpoint("run-a", 7, "");
    checkpoint("run-b", 8, "");
    Path newest = checkpoint("run-c", 10, "file:/somewhere/run-b/shared/1");

    assertThat(new RetainedCheckpoints(directory).takeNewest()).contains(newest);
    assertThat(directory.resolve("run-a")).doesNotExist();
    assertThat(directory.resolve("run-b")).exists();
  }

  @Test
  void shouldDropCheckpointsThatWereMoved() throws IOException {
    Path former = directory.resolve("former");
    Path moved = directory.resolve("moved");
    new RetainedCheckpoints(former).takeNewest();
    Files.move(former, moved);
    checkpoint("moved/run-a", 7, "");

    assertThat(new RetainedCheckpoints(moved).takeNewest()).isEmpty();
    assertThat(moved.resolve("run-a")).doesNotExist();
  }

  @Test
  void shouldTellAJobWhereItStartsAndWhereItsCheckpointsGo() throws IOException {
    // Given
    Path newest = checkpoint("run-a", 3, "");
    var environment = new StreamExecutionEnvironment(new Configuration());

    // When
    new RetainedCheckpoints(directory).resume(environment);

    // Then
    ReadableConfig told = environment.getConfiguration();
    assertThat(told.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEqualTo("file:" + directory + "/");
    assertThat(SavepointRestoreSettings.fromConfiguration(told))
        .isEqualTo(
            SavepointRestoreSettings.forPath(
                "file:" + newest + "/", false, RecoveryClaimMode.CLAIM));
  }

  @Test
  void shouldRefuseASavepointBesideAndRemoveNothing() throws IOException {
    // Given
    Path newest = checkpoint("run-a", 3, "");
    Path other = checkpoint("run-b", 2, "");
    var configuration = new Configuration();
    configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, "file:/savepoints/one");
    var environment = new StreamExecutionEnvironment(configuration);

    // When
    assertThatThrownBy(() -> new RetainedCheckpoints(directory).resume(environment))

        // Then
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("file:/savepoints/one")
        .hasMessageContaining(directory.toString());
    assertThat(newest).exists();
    assertThat(other).exists();
  }

  @Test
  void shouldLeaveStartingToFlinkWhereNoFolderIsNamed() {
    assertThat(JobProgram.checkpoints(Map.of())).isEmpty();
    assertThat(JobProgram.checkpoints(Map.of("HONGBAO_CHECKPOINTS", " "))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"checkpoints", "file:///checkpoints", "s3://bucket/checkpoints"})
  void shouldRefuseAFolderThatIsNoneOfThisMachine(String folder) {
    assertThatThrownBy(() -> JobProgram.checkpoints(Map.of("HONGBAO_CHECKPOINTS", folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "HONGBAO_CHECKPOINTS is " + folder + ", expected the absolute path of a folder");
  }

  private Path checkpoint(String run, int number, String metadata) throws IOException {
    Path checkpoint = directory.resolve(run).resolve("chk-" + number);
    Files.createDirectories(checkpoint);
    Files.writeString(checkpoint.resolve("_metadata"), metadata);
    return checkpoint;
  }
}
