package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.resources.policy.SignedPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {

  private static final String SAMPLE = Path.of("..", "campaigns", "policy.yaml").toString();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... arguments) {
    return CommandLines.of(new OpsMain())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void shouldFindTheSampleFine() {
    assertThat(run("policy", "check", SAMPLE)).as(err.toString()).isZero();
    assertThat(out.toString())
        .isEqualTo(SAMPLE + ": fine. policy 1, 0 access points, no static road\n");
  }

  @Test
  void shouldTellEveryProblemWithStatus1() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "version: 0\nturns: 1s\n");

    for (String command : new String[] {"check", "publish"}) {
      assertThat(run("policy", command, wrong.toString())).isEqualTo(1);
      assertThat(err.toString().lines())
          .containsExactly(
              wrong + ":1:10: version '0': expected a whole number from 1 to 2,147,483,647",
              wrong
                  + ":2:1: unknown key 'turns' in policy, expected one of version, turn, retry,"
                  + " reconnect, prefetch, static, access_points, calm (did you mean turn?)",
              wrong + ": 2 problems");
      err.getBuffer().setLength(0);
    }
    assertThat(run("policy", "check", folder.resolve("none.yaml").toString())).isEqualTo(3);
  }

  @Test
  void shouldWriteTheSignedFileForAStaticServer() throws IOException {
    DataDirectory data = new DataDirectory(folder.resolve("data"));
    LocalKeys.makeMissing(data);
    Path web = folder.resolve("web");

    assertThat(run("policy", "publish", SAMPLE, "--out=" + web, "--data=" + folder.resolve("data")))
        .as(err.toString())
        .isZero();

    String document = Files.readString(web.resolve("policy.json"));
    assertThat(
            SignedPolicy.verify(document, LocalKeys.read(data).verifyingKey()::verify)
                .policy()
                .version())
        .isEqualTo(1);
    assertThat(out.toString()).isEqualTo("policy 1 is in " + web.resolve("policy.json") + "\n");
  }

  @Test
  void shouldExpectACommand() {
    assertThat(run("policy")).isEqualTo(2);
    assertThat(err.toString()).contains("expected check or publish");
  }
}
