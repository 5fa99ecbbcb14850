package io.hongbao.rehearsal.bench;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.parts.ChildProcess;
import io.hongbao.rehearsal.system.LocalPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code up --processes} of a checkout, whichever commit that is of: what all of them take and
 * print is all that is used.
 */
final class UpProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("READY edge=(\\S+) admin=(\\S+) .*");

  private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);

  /** It ends what it started within 30 seconds. */
  private static final Duration END_TIMEOUT = Duration.ofSeconds(35);

  private static final String WARM_UP = "--warm-up";
  private static final String WALLET_DATABASE = "--wallet-database";

  private final ChildProcess process;
  private final Ready ready;

  /** Where its edge is reached. */
  record Ready(Endpoint edge, Endpoint admin) {}

  private UpProcess(ChildProcess process, Ready ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts it and returns when it is ready.
   *
   * @param help of its {@code up}: what it can be asked for
   * @param environment added to ours
   * @throws OperationFailedException if it ends, or is not ready within five minutes
   */
  static UpProcess start(
      Checkout checkout,
      String help,
      DataDirectory data,
      Path campaign,
      Map<String, String> environment)
      throws InterruptedException {
    Path output = data.root().resolve("up.txt");
    ChildProcess process =
        checkout.start(
            arguments(help, data, campaign, LocalPorts.anyFree()),
            environment,
            pidFile(data),
            output);
    try {
      return new UpProcess(process, awaitReady(checkout, process, output));
    } catch (RuntimeException | InterruptedException e) {
      process.end(END_TIMEOUT);
      throw e;
    }
  }

  /** Of the command itself. Not among those of its parts, all of which it ends when it starts. */
  static Path pidFile(DataDirectory data) {
    return data.root().resolve("up-1.pid");
  }

  static List<String> arguments(String help, DataDirectory data, Path campaign, LocalPorts ports) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "up",
                "--processes",
                "--data=" + data.root(),
                "--campaign=" + campaign,
                "--edge-port=" + ports.edge(),
                "--admin-port=" + ports.admin(),
                "--flink-port=" + ports.flink(),
                "--kafka-port=" + ports.kafka(),
                "--redis-port=" + ports.redis()));
    // The warm-up of a benchmark is the same for both.
    if (help.contains(WARM_UP)) {
      arguments.add(WARM_UP + "=0");
    }
    // Money is none of a shake, and a former build may have none.
    if (help.contains(WALLET_DATABASE)) {
      arguments.add(WALLET_DATABASE + "=none");
    }
    return List.copyOf(arguments);
  }

  private static Ready awaitReady(Checkout checkout, ChildProcess process, Path output)
      throws InterruptedException {
    long startNanos = System.nanoTime();
    while (true) {
      boolean isAlive = process.isAlive();
      OutputLines lines = OutputLines.read(output);
      Optional<Ready> ready = ready(lines);
      if (ready.isPresent()) {
        return ready.get();
      }
      if (!isAlive || System.nanoTime() - startNanos > READY_TIMEOUT.toNanos()) {
        throw new OperationFailedException(
            String.format(
                Locale.ROOT,
                "up --processes of %s %s: %s",
                checkout,
                isAlive ? "is not ready within " + READY_TIMEOUT.toMinutes() + " min" : "has ended",
                lines.end()));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  static Optional<Ready> ready(OutputLines lines) {
    return lines.all().stream()
        .map(READY::matcher)
        .filter(Matcher::matches)
        .map(found -> new Ready(Endpoint.parse(found.group(1)), Endpoint.parse(found.group(2))))
        .findFirst();
  }

  Endpoint edge() {
    return ready.edge();
  }

  Endpoint admin() {
    return ready.admin();
  }

  /** Ends it by SIGTERM. */
  @Override
  public void close() {
    process.end(END_TIMEOUT);
  }
}
