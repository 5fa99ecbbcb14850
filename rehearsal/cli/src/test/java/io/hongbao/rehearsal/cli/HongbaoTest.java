package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HongbaoTest {

  private final StringWriter err = new StringWriter();

  @Test
  void shouldAnswerWrongUseWithStatus2AndTheNearestName() {
    CommandLine hongbao = Hongbao.commandLine().setErr(new PrintWriter(err));

    assertThat(hongbao.execute("up", "--edge-prt=4")).isEqualTo(2);
    assertThat(err.toString()).contains("--edge-prt").contains("--edge-port");
  }

  @Test
  void shouldRefuseOnePortForTwoParts() {
    CommandLine hongbao = Hongbao.commandLine().setErr(new PrintWriter(err));

    assertThat(hongbao.execute("up", "--edge-port=9000", "--redis-port=9000")).isEqualTo(2);
    assertThat(err.toString()).contains("--redis-port is 9000, which is --edge-port already");
  }
}
