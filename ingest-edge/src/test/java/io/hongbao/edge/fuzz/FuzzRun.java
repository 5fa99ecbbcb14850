package io.hongbao.edge.fuzz;

import static org.assertj.core.api.Assertions.fail;

import io.hongbao.edge.TestEdge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** Plays cases against one edge, some at a time, and looks after each batch what they left. */
final class FuzzRun implements AutoCloseable {

  private static final int PLAYED_AT_ONCE = 8;
  private static final int CASES_OF_A_BATCH = 200;

  /** With fewer requests caches are still filling up when memory is looked at. */
  private static final int MIN_REQUESTS_FOR_MEMORY = 2_000;

  private final ExecutorService players = Executors.newFixedThreadPool(PLAYED_AT_ONCE);
  private final ExecutorService senders = Executors.newFixedThreadPool(PLAYED_AT_ONCE);
  private final Class<?> test;
  private final EdgeWatch watch;
  private long publicConnections;

  /**
   * A run of cases.
   *
   * @param test that plays them
   */
  FuzzRun(Class<?> test, TestEdge edge) {
    this.test = test;
    this.watch = new EdgeWatch(edge);
  }

  /**
   * A case that is ready to be played.
   *
   * @param requests or frames that it sends
   * @param isPublic whether it goes to the public port
   * @param play says what was wrong, if anything was
   * @param shown the case for people
   */
  record Playable(
      long number, int requests, boolean isPublic, Callable<Optional<String>> play, Object shown) {}

  /** Has a thread to send with for each case that is played. */
  Executor senders() {
    return senders;
  }

  /** Makes and plays cases until as many requests were sent as are asked for. */
  void play(FuzzSettings settings, LongFunction<Playable> cases)
      throws InterruptedException, ExecutionException, IOException {
    long next = settings.firstCase();
    long requests = 0;
    boolean isNoted = false;
    while (requests < settings.requests()) {
      List<Playable> batch = new ArrayList<>();
      while (batch.size() < CASES_OF_A_BATCH && requests < settings.requests()) {
        Playable made = cases.apply(next++);
        batch.add(made);
        requests += made.requests();
      }
      play(batch);
      if (!isNoted && requests >= settings.requests() / 3) {
        isNoted = true;
        watch.noteMemory();
      }
    }
    watch.checkAlive("a phone after the fuzz");
    if (settings.requests() >= MIN_REQUESTS_FOR_MEMORY) {
      watch.awaitMemoryFlat();
    }
  }

  private void play(List<Playable> batch) throws InterruptedException, ExecutionException {
    List<Future<Optional<String>>> results = new ArrayList<>();
    for (Playable playable : batch) {
      publicConnections += playable.isPublic() ? 1 : 0;
      results.add(players.submit(playable.play()));
    }
    for (int i = 0; i < batch.size(); i++) {
      Playable playable = batch.get(i);
      results
          .get(i)
          .get()
          .ifPresent(
              complaint ->
                  fail(
                      "%s%n%s%nto play it alone: %s",
                      complaint, playable.shown(), FuzzSettings.alone(test, playable.number())));
    }
    try {
      watch.awaitQuiet(publicConnections);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "in cases "
              + batch.get(0).number()
              + " to "
              + batch.get(batch.size() - 1).number()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public void close() {
    players.shutdownNow();
    senders.shutdownNow();
    watch.close();
  }
}
