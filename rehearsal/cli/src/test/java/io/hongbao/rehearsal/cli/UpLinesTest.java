package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class UpLinesTest {

  private final StringWriter said = new StringWriter();

  @Test
  void shouldWriteOverWhatIsSaidInPassingOnATerminal() {
    sayAll(new UpLines(new PrintWriter(said), true));

    assertThat(said.toString())
        .isEqualTo("up\n1 answer\r\033[K2 answers\r\033[Kedge-1 stops\nend\n");
  }

  @Test
  void shouldSayEachLineForItselfElsewhere() {
    sayAll(new UpLines(new PrintWriter(said), false));

    assertThat(said.toString()).isEqualTo("up\n1 answer\n2 answers\nedge-1 stops\nend\n");
  }

  @Test
  void shouldShowProgressOnATerminalAlone() {
    var elsewhere = new StringWriter();

    showAll(new UpLines(new PrintWriter(said), true));
    showAll(new UpLines(new PrintWriter(elsewhere), false));

    assertThat(said.toString()).isEqualTo("10 a second\r\033[K20 a second\r\033[Kwarm\n");
    assertThat(elsewhere.toString()).isEqualTo("warm\n");
  }

  private static void showAll(UpLines lines) {
    lines.showProgress("10 a second");
    lines.showProgress("20 a second");
    lines.say("warm");
  }

  private static void sayAll(UpLines lines) {
    lines.say("up");
    lines.sayInPassing("1 answer");
    lines.sayInPassing("2 answers");
    lines.say("edge-1 stops");
    lines.say("end");
  }
}
