package io.hongbao.rehearsal.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.parts.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A benchmark by a checkout's own command, for what no {@code up} can be asked: it runs jobs of its
 * own over a log of its own.
 */
final class OwnBench {

  /** The longest of them takes twenty minutes. */
  private static final Duration TIMEOUT = Duration.ofMinutes(60);

  private static final Duration END_TIMEOUT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private OwnBench() {}

  /** What is looked for in the output. */
  @FunctionalInterface
  interface Reading {
    /** Empty until it is there. */
    Optional<Map<CostComparison.Cost, Double>> of(OutputLines lines);
  }

  /**
   * Runs it until it has printed what is looked for, and ends it.
   *
   * @throws OperationFailedException if it ends without that, or takes more than an hour
   */
  static Map<CostComparison.Cost, Double> run(
      Checkout checkout, Benchmark bench, DataDirectory data, Reading reading, Notes notes)
      throws InterruptedException {
    Path output = data.root().resolve("bench.txt");
    Path servers = data.root().resolve("servers");
    ChildProcess process =
        checkout.start(
            List.of("bench", bench.toString(), "--json", "--data=" + servers),
            Map.of(),
            data.root().resolve("bench.pid"),
            output);
    try {
      return await(process, output, reading, notes);
    } catch (OperationFailedException e) {
      throw new OperationFailedException(
          String.format(Locale.ROOT, "bench %s of %s %s", bench, checkout, e.getMessage()), e);
    } finally {
      process.end(END_TIMEOUT);
      awaitEnded(servers.resolve(bench.toString()).resolve("pids"));
    }
  }

  private static Map<CostComparison.Cost, Double> await(
      ChildProcess process, Path output, Reading reading, Notes notes) throws InterruptedException {
    long startNanos = System.nanoTime();
    int shown = 0;
    while (true) {
      boolean isAlive = process.isAlive();
      OutputLines lines = OutputLines.read(output);
      lines.all().stream()
          .skip(shown)
          .filter(line -> !line.startsWith("{"))
          .forEach(line -> notes.progress("  " + line));
      shown = lines.all().size();
      Optional<Map<CostComparison.Cost, Double>> found = reading.of(lines);
      if (found.isPresent()) {
        return found.get();
      }
      if (!isAlive || System.nanoTime() - startNanos > TIMEOUT.toNanos()) {
        throw new OperationFailedException(
            (isAlive
                    ? "takes more than " + TIMEOUT.toMinutes() + " min: "
                    : "ended without what was looked for: ")
                + lines.end());
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  /** The value of a figure that {@code bench --json} prints. */
  static Optional<Double> figure(OutputLines lines, String name) {
    return lines.all().stream()
        .filter(line -> line.startsWith("{"))
        .map(OwnBench::parse)
        .filter(line -> line.path("figure").asText().equals(name))
        .map(line -> line.path("value").asDouble())
        .findFirst();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new OperationFailedException("printed no JSON: " + line, e);
    }
  }

  /** Its servers are killed when it ends, which their watchers do a moment later. */
  private static void awaitEnded(Path pids) throws InterruptedException {
    long startNanos = System.nanoTime();
    while (isAnyIn(pids) && System.nanoTime() - startNanos < END_TIMEOUT.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static boolean isAnyIn(Path pids) {
    if (!Files.isDirectory(pids)) {
      return false;
    }
    try (Stream<Path> files = Files.list(pids)) {
      return files.findAny().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + pids, e);
    }
  }
}
