package io.hongbao.rehearsal.processes;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.parts.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps parts running as processes of their own: each has its pid in {@code pids/NAME.pid} while it
 * lives, is started again when it dies, and cannot outlive this JVM.
 *
 * <p>What a part prints goes to {@code logs/NAME.log}, where Java parts log to as well, see {@link
 * JavaCommand}.
 */
public final class Supervisor implements AutoCloseable {

  private static final Duration LEFT_OVER_GRACE = Duration.ofSeconds(3);

  private final Path pids;
  private final Path logs;
  private final Consumer<String> progress;
  private final List<SupervisedPart> parts = new ArrayList<>();
  private boolean closed;

  /**
   * @param progress gets a line for people when a part is ready, dies or ends, from any thread
   */
  public Supervisor(Path pids, Path logs, Consumer<String> progress) {
    this.pids = pids;
    this.logs = logs;
    this.progress = progress;
  }

  /**
   * Ends what a former run left behind, say because the processes that watched over it were killed
   * too, whichever parts those were.
   */
  public static void endLeftOvers(Path pids) {
    if (!Files.isDirectory(pids)) {
      return;
    }
    try (Stream<Path> files = Files.list(pids)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".pid")).toList()) {
        ChildProcess.endLeftOver(file, LEFT_OVER_GRACE);
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the pid files in " + pids, e);
    }
  }

  /**
   * Starts parts side by side and returns when all are ready.
   *
   * @throws OperationFailedException if one dies before it is ready; the others stay as they are
   *     until {@link #close}
   */
  public void start(List<PartSpec> specs) {
    List<CompletableFuture<Void>> ready = begin(specs).stream().map(SupervisedPart::start).toList();
    var all = CompletableFuture.allOf(ready.toArray(CompletableFuture<?>[]::new));
    try {
      CompletableFuture.anyOf(all, firstFailure(ready)).join();
    } catch (CompletionException e) {
      throw new OperationFailedException(e.getCause().getMessage(), e.getCause());
    }
  }

  /** The names of parts that died or were started and are not ready yet. */
  public synchronized List<String> partsAway() {
    return parts.stream().filter(part -> !part.isUp()).map(part -> part.spec().name()).toList();
  }

  /** Ends all parts in their {@link StopOrder}. Returns when no process is left. */
  @Override
  public void close() {
    List<SupervisedPart> all;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      all = List.copyOf(parts);
    }
    for (StopOrder step : StopOrder.values()) {
      CompletableFuture<?>[] ended =
          all.stream()
              .filter(part -> part.spec().stopOrder() == step)
              .map(this::ending)
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(ended).join();
    }
  }

  /** Never done if all goes well. */
  private static CompletableFuture<Void> firstFailure(List<CompletableFuture<Void>> all) {
    var failure = new CompletableFuture<Void>();
    all.forEach(
        one ->
            one.exceptionally(
                e -> {
                  failure.completeExceptionally(e);
                  return null;
                }));
    return failure;
  }

  private synchronized List<SupervisedPart> begin(List<PartSpec> specs) {
    if (closed) {
      throw new OperationFailedException("no part is started any more: all parts end");
    }
    List<SupervisedPart> begun = specs.stream().map(this::part).toList();
    parts.addAll(begun);
    return begun;
  }

  private SupervisedPart part(PartSpec spec) {
    if (parts.stream().anyMatch(part -> part.spec().name().equals(spec.name()))) {
      throw new IllegalArgumentException("there is a part named " + spec.name() + " already");
    }
    Path pidFile = pids.resolve(spec.name() + ".pid");
    return new SupervisedPart(spec, pidFile, logs.resolve(spec.name() + ".log"), progress);
  }

  private CompletableFuture<Void> ending(SupervisedPart part) {
    progress.accept(part.spec().name() + " stops");
    var ended = new CompletableFuture<Void>();
    new Thread(
            () -> {
              part.end();
              ended.complete(null);
            },
            "ends-" + part.spec().name())
        .start();
    return ended;
  }
}
