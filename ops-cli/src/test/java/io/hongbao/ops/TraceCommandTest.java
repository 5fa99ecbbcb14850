package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldAskForAShakeOrAPosition() {
    String expected = "expected either --user, alone or with SHAKEID, or --at, or --operations";
    assertWrongUse(expected);
    assertWrongUse(expected, "first-17", "--at", "shakes/3/1024");
    assertWrongUse(expected, "first-17", "--user=u1", "--operations");
    assertWrongUse(expected, "--user=u1", "--at", "shakes/3/1024");
    assertWrongUse("--user is missing: whose shake is it?", "first-17");
  }

  @Test
  void shouldNameWhatItCannotRead() {
    assertWrongUse("shakeId: expected ", "first", "--user=u1");
    assertWrongUse("--user '': expected 1 to 128 characters", "first-17", "--user=");
    assertWrongUse("--user '': expected 1 to 128 characters", "--user=");
    assertWrongUse(
        "--at 'shakes-3@1024': expected TOPIC/PARTITION/OFFSET, such as shakes/3/1024",
        "--at",
        "shakes-3@1024");
  }

  @Test
  void shouldFailInOneSentenceWithoutASystem(@TempDir Path empty) {
    assertThat(run("--at", "shakes/3/1024", "--json", "--data", empty.toString())).isEqualTo(3);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("hongbao: ");
  }

  private void assertWrongUse(String sentence, String... arguments) {
    err.getBuffer().setLength(0);
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).startsWith("hongbao: " + sentence);
    assertThat(out.toString()).isEmpty();
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "trace";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandLines.of(new OpsMain())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }
}
