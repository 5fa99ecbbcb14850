package io.hongbao.rehearsal.audience;

import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.seen.SeenWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Many virtual phones shake at a rate for a time.
 *
 * <p>All talking is done in one thread of its own; the caller's thread prints progress.
 */
public final class Audience {

  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LOOK_MILLIS = 100;

  private final AudienceSettings settings;
  private final Function<String, String> tickets;
  private final AudienceListener listener;
  private volatile AudienceProgress progress;
  private volatile boolean stopped;

  /**
   * An audience that has not begun.
   *
   * @param tickets gives a user's ticket; asked once for each phone, before the load
   */
  public Audience(AudienceSettings settings, Function<String, String> tickets) {
    this(settings, tickets, AudienceListener.NONE);
  }

  /**
   * An audience that is watched while it shakes.
   *
   * @param tickets gives a user's ticket; asked once for each phone, before the load
   */
  public Audience(
      AudienceSettings settings, Function<String, String> tickets, AudienceListener listener) {
    this.settings = settings;
    this.tickets = tickets;
    this.listener = listener;
  }

  /** The user of a phone, counted from 0: {@code PREFIX-1} is the first. */
  static String user(String prefix, int phone) {
    return prefix + '-' + (phone + 1);
  }

  /**
   * Waits for a wave to open, shakes, and waits for the answers.
   *
   * @throws IllegalStateException if no wave opens in time
   */
  public AudienceReport run(ProgressPrinter printer) throws InterruptedException {
    List<byte[]> minted = mintTickets();
    Opening opening =
        Opening.await(settings.edges().get(0), settings.openWithin(), printer::printLine);
    if (settings.seen().isEmpty()) {
      return load(minted, opening, Optional.empty(), printer);
    }
    SeenWriter seen = SeenWriter.append(settings.seen().get());
    AudienceReport report;
    try (seen) {
      report = load(minted, opening, Optional.of(seen), printer);
    }
    return seen.lost() == 0 ? report : report.withErrors("not recorded", seen.lost());
  }

  /** Lets the load end early, from any thread; the grace for answers still holds. */
  public void stop() {
    stopped = true;
  }

  private AudienceReport load(
      List<byte[]> minted, Opening opening, Optional<SeenWriter> seen, ProgressPrinter printer)
      throws InterruptedException {
    CompletableFuture<AudienceReport> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(shakeAndListen(minted, opening, seen));
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            },
            "audience");
    thread.setDaemon(true);
    thread.start();
    try {
      while (thread.isAlive()) {
        thread.join(LOOK_MILLIS);
        AudienceProgress latest = progress;
        if (latest != null) {
          printer.print(latest, settings.duration());
        }
      }
      return result.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the audience failed", e.getCause());
    } finally {
      stop();
      printer.end();
    }
  }

  private AudienceReport shakeAndListen(
      List<byte[]> minted, Opening opening, Optional<SeenWriter> seen) {
    try (EventLoop loop = new EventLoop()) {
      AudienceLoad load = new AudienceLoad(settings, opening, minted, seen, listener, loop);
      publishProgress(loop, load);
      loop.run(
          () -> {
            if (stopped) {
              load.cutShort();
            }
            return load.isOver();
          });
      return load.report();
    }
  }

  private void publishProgress(EventLoop loop, AudienceLoad load) {
    progress = load.progress();
    loop.after(PROGRESS_NANOS, () -> publishProgress(loop, load));
  }

  private List<byte[]> mintTickets() {
    List<byte[]> minted = new ArrayList<>(settings.phones());
    for (int phone = 0; phone < settings.phones(); phone++) {
      String ticket = tickets.apply(user(settings.userPrefix(), phone));
      minted.add(ticket.getBytes(StandardCharsets.ISO_8859_1));
    }
    return minted;
  }
}
