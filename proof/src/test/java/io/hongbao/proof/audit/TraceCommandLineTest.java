package io.hongbao.proof.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.draw.ShakeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceCommandLineTest {

  @Test
  void shouldBeReadyToBeTyped() {
    assertThat(TraceCommandLine.at(RecordPosition.ofShakes(3, 1024)))
        .isEqualTo("./hongbao trace --at shakes/3/1024");
    assertThat(TraceCommandLine.way("gala", "phone-7@home", new ShakeId("first", 17)))
        .isEqualTo("./hongbao trace first-17 --user=phone-7@home --show=gala");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-u",
        "two words",
        "it's",
        "$(id)",
        "`id`",
        "a\\b",
        "a\nb",
        "\u5f20\u4f1f",
        "\t'\\u0041'",
        "\u007f"
      })
  void shouldBeOneWordToTheShellWhateverTheUserIsCalled(String user) throws Exception {
    String look = TraceCommandLine.way(user, user, new ShakeId("first", 17));

    Process shell =
        new ProcessBuilder("bash", "-c", "set -- " + look + "; printf %s:%s \"$4\" \"$5\"")
            .redirectErrorStream(true)
            .start();
    String said = new String(shell.getInputStream().readAllBytes(), UTF_8);

    assertThat(look.lines()).hasSize(1);
    assertThat(said).isEqualTo("--user=" + user + ":--show=" + user);
  }
}
