package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code up} says before anything is started, the data folder included. */
class UpRefusalTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void shouldTellTheProblemsOfACampaignAsCheckDoes() throws IOException {
    // Given
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(file, "show: Gala\nturn: 5\n");

    // When
    int status = run("up", "--data=" + folder.resolve("data"), "--campaign=" + file);

    // Then
    assertThat(status).isEqualTo(1);
    String saidByUp = err.toString();
    err.getBuffer().setLength(0);
    run("campaign", "check", file.toString());
    assertThat(saidByUp).isEqualTo(err.toString()).contains(file + ":1:7: show 'Gala': ");
    assertThat(out.toString()).isEmpty();
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void shouldRefuseAnAudienceThatWantsAMachineOfItsOwn() {
    assertThat(run("up", "--audience=100001")).isEqualTo(2);
    assertThat(err.toString()).contains("--audience is 100001, expected 0 to 100000");
  }

  @Test
  void shouldRefuseAWarmUpThatNobodyWaitsFor() {
    assertThat(run("up", "--warm-up=121")).isEqualTo(2);
    assertThat(run("up", "--warm-up=-1")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--warm-up is 121, expected 0 to 120 seconds")
        .contains("--warm-up is -1, expected 0 to 120 seconds");
  }

  private int run(String... arguments) {
    return Hongbao.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
