package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.edge.EdgeBounds;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.SingleCall;
import io.hongbao.rehearsal.bench.process.Machine;
import io.hongbao.rehearsal.parts.ChildProcess;
import io.hongbao.rehearsal.parts.Ports;
import io.hongbao.rehearsal.processes.JavaCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** {@link EchoServer} as a process, among the pid files as {@code echo-1}. */
final class EchoProcess implements AutoCloseable {

  static final String NAME = "echo-1";

  /** An edge's heap and collector, and whatever else Java does of its own: a fast baseline. */
  private static final List<String> JVM_OPTIONS =
      List.of("-Xms256m", "-Xmx1g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=50");

  /** With room for ports of parts, which lie below. */
  private static final int PORTS_FROM = 22_500;

  private static final Duration READY_TIMEOUT = Duration.ofMinutes(3);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);

  private final ChildProcess process;
  private final Endpoint endpoint;

  private EchoProcess(ChildProcess process, Endpoint endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts it and returns when it answers.
   *
   * @param replyBytes of its body
   */
  static EchoProcess start(DataDirectory data, int replyBytes) throws InterruptedException {
    int port = Ports.anyFree(PORTS_FROM, Set.of());
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(JVM_OPTIONS);
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add(EchoServer.class.getName());
    command.add(Ports.LOOPBACK);
    command.add(String.valueOf(port));
    command.add(String.valueOf(EdgeBounds.DEFAULT.maxConnections()));
    command.add(String.valueOf(ioThreads()));
    command.add(String.valueOf(replyBytes));
    ChildProcess process =
        ChildProcess.start(
            command,
            JavaCommand.environment(),
            data.pidFile(NAME),
            data.logs().resolve(NAME + ".log"));
    EchoProcess echo = new EchoProcess(process, new Endpoint(Ports.LOOPBACK, port));
    echo.awaitReady();
    return echo;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** As an edge has that is not told: started before anything was bound to a core, it sees all. */
  private static int ioThreads() {
    return Math.max(1, Machine.read().cores() / 2);
  }

  private void awaitReady() throws InterruptedException {
    long deadlineNanos = System.nanoTime() + READY_TIMEOUT.toNanos();
    while (SingleCall.get(endpoint, "/", CALL_TIMEOUT).reply().isEmpty()) {
      if (!process.isAlive() || System.nanoTime() - deadlineNanos > 0) {
        close();
        throw new OperationFailedException("the echo does not start; see logs/" + NAME + ".log");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @Override
  public void close() {
    process.end(Duration.ofSeconds(3));
  }
}
