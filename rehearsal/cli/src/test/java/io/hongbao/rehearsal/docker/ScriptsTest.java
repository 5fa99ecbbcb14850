package io.hongbao.rehearsal.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.tickets.TicketKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs in containers before any Java does, and what people run before that. */
class ScriptsTest {

  @TempDir private Path directory;

  @Test
  void shouldMakeKeysThatFitAndKeepThemWhenRunAgain() throws Exception {
    // Given
    var data = new DataDirectory(directory);
    run(Map.of(), "make-keys.sh", data.keys().toString());
    LocalKeys made = LocalKeys.read(data);

    // When
    run(Map.of(), "make-keys.sh", data.keys().toString());

    // Then
    LocalKeys kept = LocalKeys.read(data);
    assertThat(kept.ticketKeys()).isEqualTo(made.ticketKeys());
    assertThatCode(() -> TicketKeys.parse(kept.ticketKeys())).doesNotThrowAnyException();
    byte[] message = "message".getBytes(StandardCharsets.UTF_8);
    assertThat(made.signingKey().sign(message)).isEqualTo(kept.signingKey().sign(message));
    assertThat(kept.verifyingKey().verify(message, kept.signingKey().sign(message))).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.keys())))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldStartTheJobFromItsNewestCheckpointAndForgetOlderRuns() throws Exception {
    // Given
    checkpoint("run-a/chk-90", 1_000);
    checkpoint("run-b/chk-7", 2_000);
    checkpoint("run-b/chk-8", 3_000);
    Files.createDirectories(checkpoints().resolve("run-b/chk-9"));
    Files.createDirectories(checkpoints().resolve("run-c/shared"));

    // When
    String started = flink("jobmanager", "-Drest.port=1");

    // Then
    assertThat(started)
        .endsWith(
            "standalone-job.sh start-foreground --job-classname io.hongbao.jobs.draw.DrawJob"
                + String.format(
                    Locale.ROOT,
                    " --fromSavepoint file://%s -Drest.port=1\n",
                    checkpoints().resolve("run-b/chk-8")));
    assertThat(checkpoints()).isDirectoryNotContaining("glob:**/run-[ac]");
    assertThat(checkpoints().resolve("run-b/chk-8/_metadata")).exists();
  }

  @Test
  void shouldStartTheJobFromTheBeginningWithoutACheckpoint() throws Exception {
    assertThat(flink("jobmanager", "-Drest.port=1"))
        .endsWith(
            "standalone-job.sh start-foreground --job-classname io.hongbao.jobs.draw.DrawJob"
                + " -Drest.port=1\n");
  }

  @Test
  void shouldStartTheRiskJobWhereItIsAskedFor() throws Exception {
    assertThat(flink("jobmanager", "risk", "-Drest.port=1"))
        .endsWith(
            "standalone-job.sh start-foreground --job-classname io.hongbao.jobs.risk.RiskJob"
                + " -Drest.port=1\n");
  }

  @Test
  void shouldStartATaskManagerInAnEmptyFolder() throws Exception {
    // Given
    checkpoint("run-a/chk-1", 1_000);
    Files.createDirectories(directory.resolve("work/left/over"));

    // When
    String started = flink("taskmanager", "-Dio.tmp.dirs=/work");

    // Then
    assertThat(started).isEqualTo("taskmanager.sh start-foreground -Dio.tmp.dirs=/work\n");
    assertThat(directory.resolve("work")).isEmptyDirectory();
    assertThat(checkpoints().resolve("run-a/chk-1/_metadata")).exists();
  }

  /** Runs flink.sh on a Flink whose scripts say what they were told. */
  private String flink(String... arguments) throws Exception {
    Files.createDirectories(directory.resolve("work"));
    Files.createDirectories(checkpoints());
    Path scripts = Files.createDirectories(directory.resolve("flink/bin"));
    for (String script : new String[] {"standalone-job.sh", "taskmanager.sh"}) {
      Path file = scripts.resolve(script);
      Files.writeString(file, "#!/bin/sh\necho \"" + script + " $*\"\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return run(
        Map.of(
            "WORK", directory.resolve("work").toString(),
            "CHECKPOINTS", checkpoints().toString(),
            "FLINK_HOME", directory.resolve("flink").toString()),
        "flink.sh",
        arguments);
  }

  private Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  private void checkpoint(String name, long completedAtMillis) throws IOException {
    Path metadata = Files.createDirectories(checkpoints().resolve(name)).resolve("_metadata");
    Files.writeString(metadata, "");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(completedAtMillis));
  }

  private static String run(Map<String, String> environment, String script, String... arguments)
      throws Exception {
    var command = new ArrayList<String>();
    command.add(Compose.ROOT.resolve("docker").resolve(script).toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
