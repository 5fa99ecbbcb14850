package io.hongbao.rehearsal.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.hongbao.edge.admin.AdminToken;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.tickets.TicketKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
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
    assertThatCode(
            () -> AdminToken.parse(Files.readString(data.keys().resolve(AdminToken.FILE)).strip()))
        .doesNotThrowAnyException();
    byte[] message = "message".getBytes(StandardCharsets.UTF_8);
    assertThat(made.signingKey().sign(message)).isEqualTo(kept.signingKey().sign(message));
    assertThat(kept.verifyingKey().verify(message, kept.signingKey().sign(message))).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.keys())))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldStartTheDrawJob() throws Exception {
    assertThat(flink("jobmanager", "-Drest.port=1"))
        .isEqualTo(
            "standalone-job.sh start-foreground --job-classname io.hongbao.jobs.draw.DrawJob"
                + " -Drest.port=1\n");
  }

  @Test
  void shouldStartTheRiskJobWhereItIsAskedFor() throws Exception {
    assertThat(flink("jobmanager", "risk", "-Drest.port=1"))
        .isEqualTo(
            "standalone-job.sh start-foreground --job-classname io.hongbao.jobs.risk.RiskJob"
                + " -Drest.port=1\n");
  }

  @Test
  void shouldStartThePacketsJobWhereItIsAskedFor() throws Exception {
    assertThat(flink("jobmanager", "packets", "-Drest.port=1"))
        .isEqualTo(
            "standalone-job.sh start-foreground --job-classname"
                + " io.hongbao.jobs.packets.PacketsJob -Drest.port=1\n");
  }

  @Test
  void shouldStartATaskManagerInAnEmptyFolder() throws Exception {
    // Given
    Files.createDirectories(directory.resolve("work/left/over"));

    // When
    String started = flink("taskmanager", "-Dio.tmp.dirs=/work");

    // Then
    assertThat(started).isEqualTo("taskmanager.sh start-foreground -Dio.tmp.dirs=/work\n");
    assertThat(directory.resolve("work")).isEmptyDirectory();
  }

  /** Runs flink.sh on a Flink whose scripts say what they were told. */
  private String flink(String... arguments) throws Exception {
    Files.createDirectories(directory.resolve("work"));
    Path scripts = Files.createDirectories(directory.resolve("flink/bin"));
    for (String script : new String[] {"standalone-job.sh", "taskmanager.sh"}) {
      Path file = scripts.resolve(script);
      Files.writeString(file, "#!/bin/sh\necho \"" + script + " $*\"\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return run(
        Map.of(
            "WORK", directory.resolve("work").toString(),
            "FLINK_HOME", directory.resolve("flink").toString()),
        "flink.sh",
        arguments);
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
