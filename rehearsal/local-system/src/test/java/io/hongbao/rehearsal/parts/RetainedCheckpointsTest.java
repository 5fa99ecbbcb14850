package io.hongbao.rehearsal.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedCheckpointsTest {

  @TempDir private Path directory;

  @Test
  void shouldTakeNoneWhereThereIsNone() {
    assertThat(new RetainedCheckpoints(directory.resolve("draw")).takeNewest()).isEmpty();
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

  private Path checkpoint(String run, int number, String metadata) throws IOException {
    Path checkpoint = directory.resolve(run).resolve("chk-" + number);
    Files.createDirectories(checkpoint);
    Files.writeString(checkpoint.resolve("_metadata"), metadata);
    return checkpoint;
  }
}
