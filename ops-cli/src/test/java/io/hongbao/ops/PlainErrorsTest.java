package io.hongbao.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.OperationFailedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class PlainErrorsTest {

  private final StringWriter err = new StringWriter();

  @Test
  void shouldAnswerAForeseenFailureWithItsWholeMessage() {
    CommandLine failing =
        CommandErrorHandler.install(new CommandLine(new Failing())).setErr(new PrintWriter(err));

    assertThat(failing.execute()).isEqualTo(ExitStatus.NOT_DONE);
    assertThat(err.toString().strip())
        .isEqualTo("hongbao: the broker is out of breath:\n  its disk\n  its memory");
  }

  @Test
  void shouldCallAnUnforeseenFailureAFaultAndSayWhereItsStackTraceIs() {
    CommandLine faulty =
        CommandErrorHandler.install(new CommandLine(new Faulty())).setErr(new PrintWriter(err));

    assertThat(faulty.execute()).isEqualTo(ExitStatus.NOT_DONE);
    assertThat(err.toString().strip())
        .isEqualTo(
            "hongbao: this is a fault of Hongbao: IllegalStateException: past the end; run it again"
                + " with HONGBAO_DEBUG=true to see the stack trace");
  }

  @Test
  void shouldSayThatItWasInterrupted() {
    assertThat(CommandErrorHandler.report(new InterruptedException(), new PrintWriter(err)))
        .isEqualTo(ExitStatus.NOT_DONE);
    assertThat(err.toString().strip()).isEqualTo("hongbao: interrupted before it was done");
  }

  @Test
  void shouldTakeAnOptionFromTheEnvironmentUnlessItIsGiven() {
    var environment = new EnvironmentDefaults(Map.of("HONGBAO_SLOW_PORT", "5"));

    var asked = new Asking();
    new CommandLine(asked).setDefaultValueProvider(environment).execute();
    assertThat(asked.slowPort).isEqualTo(5);

    var told = new Asking();
    new CommandLine(told).setDefaultValueProvider(environment).execute("--slow-port=6");
    assertThat(told.slowPort).isEqualTo(6);
  }

  @Command(name = "failing")
  private static final class Failing implements Runnable {
    @Override
    public void run() {
      throw new OperationFailedException(
          """
          the broker is out of breath:
            its disk
          \tat kafka.Kafka.main(Kafka.java:7)
            its memory
          """);
    }
  }

  @Command(name = "faulty")
  private static final class Faulty implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("past the end");
    }
  }

  @Command(name = "asking")
  private static final class Asking implements Runnable {
    @Option(names = "--slow-port", defaultValue = "1")
    private int slowPort;

    @Override
    public void run() {}
  }
}
