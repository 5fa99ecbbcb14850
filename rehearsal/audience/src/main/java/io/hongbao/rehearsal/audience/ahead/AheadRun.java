package io.hongbao.rehearsal.audience.ahead;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.ahead.AheadReport.ArrivalReport;
import io.hongbao.rehearsal.audience.ahead.AheadReport.FetchReport;
import io.hongbao.rehearsal.audience.http.ConnectionPool;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.HttpRequest;
import io.hongbao.rehearsal.audience.http.PoolSettings;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import io.hongbao.rehearsal.audience.http.SingleCall;
import io.hongbao.resources.PrefetchSlot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * Phones arrive and fetch, until they have all or a wave is about to open: from two seconds before
 * it nothing more is asked for, as the page does, and by then what was asked for has come. A wave
 * that is open already lets phones arrive and fetch nothing. For one thread.
 */
public final class AheadRun {

  /** As the page's. */
  private static final long QUIET_BEFORE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  /** Of shared connections, for packages. */
  private static final int CONNECTIONS = 256;

  private static final int OK = 200;

  private final AheadSettings settings;
  private final List<Endpoint> edges;
  private final int phones;
  private final IntFunction<String> users;
  private final IntFunction<byte[]> tickets;
  private final long seed;
  private final Function<byte[], OptionalLong> openings;
  private final Consumer<String> progress;
  private PackageList told = new PackageList(List.of(), 0);
  private Optional<Arrivals> arrivals = Optional.empty();
  private Optional<Prefetch> prefetch = Optional.empty();

  /**
   * By {@link System#nanoTime()}, as the show was last heard; of a wave that is open, of the past.
   */
  private OptionalLong opensAtNanos = OptionalLong.empty();

  private long windowMillis;
  private long waitingForSlots;

  /**
   * A run that has not begun.
   *
   * @param users by phone, from 0
   * @param tickets what stands behind {@code Bearer}, by phone
   * @param seed of the spread of pauses
   * @param openings from what {@code /v1/show} says to the milliseconds until a wave opens, 0 while
   *     one is open, empty if none comes
   * @param progress gets a line now and then
   */
  public AheadRun(
      AheadSettings settings,
      List<Endpoint> edges,
      int phones,
      IntFunction<String> users,
      IntFunction<byte[]> tickets,
      long seed,
      Function<byte[], OptionalLong> openings,
      Consumer<String> progress) {
    this.settings = settings;
    this.edges = List.copyOf(edges);
    this.phones = phones;
    this.users = users;
    this.tickets = tickets;
    this.seed = seed;
    this.openings = openings;
    this.progress = progress;
  }

  /**
   * Lets phones arrive and fetch, and returns when that is over.
   *
   * @param isStopped asked now and then; ends it early
   * @throws OperationFailedException if an edge does not tell of packages or of the show
   */
  public void run(BooleanSupplier isStopped) {
    Endpoint first = edges.get(0);
    if (settings.prefetches()) {
      told = PackageList.parse(body(first, "/v1/resources"));
    }
    heard(body(first, "/v1/show"));
    Optional<ArrivalSettings> arriving =
        settings.arriveWithin().map(within -> new ArrivalSettings(edges, phones, within, false));
    try (EventLoop loop = new EventLoop()) {
      if (settings.prefetches()) {
        windowMillis = windowMillis(first);
        prefetch = Optional.of(new Prefetch(loop, edges, told, CONNECTIONS, phones, seed));
        opensAtNanos.ifPresent(prefetch.get()::opensAt);
        lookAgain(loop, first);
      }
      if (arriving.isPresent()) {
        arrivals =
            Optional.of(
                new Arrivals(loop, arriving.get(), tickets, phone -> waitForSlot(loop, phone)));
      } else {
        for (int phone = 0; phone < phones; phone++) {
          waitForSlot(loop, phone);
        }
      }
      loop.after(PROGRESS_NANOS, () -> report(loop));
      loop.run(() -> isStopped.getAsBoolean() || isOver());
    }
    progress.accept(line());
  }

  private static byte[] body(Endpoint edge, String path) {
    SingleCall.Result call = SingleCall.get(edge, path, CALL_TIMEOUT);
    return call.reply()
        .filter(reply -> reply.status() == OK)
        .map(HttpReply::body)
        .orElseThrow(
            () ->
                new OperationFailedException(
                    edge
                        + path
                        + ": "
                        + call.reply()
                            .map(reply -> "status " + reply.status())
                            .or(() -> call.failure().map(Object::toString))
                            .orElse("no reply")));
  }

  private long windowMillis(Endpoint edge) {
    return settings
        .prefetchWindow()
        .map(Duration::toMillis)
        .orElseGet(() -> PackageList.windowMillis(body(edge, "/v1/policy")));
  }

  private void waitForSlot(EventLoop loop, int phone) {
    if (prefetch.isEmpty()) {
      return;
    }
    long afterMillis =
        PrefetchSlot.afterMillis(told.fetchAfterMillis(), windowMillis, users.apply(phone));
    waitingForSlots++;
    loop.after(
        TimeUnit.MILLISECONDS.toNanos(afterMillis),
        () -> {
          waitingForSlots--;
          prefetch.get().begin(phone);
        });
  }

  /** A cue may move the opening. */
  private void lookAgain(EventLoop loop, Endpoint edge) {
    ConnectionPool calls =
        new ConnectionPool(loop, edge, new PoolSettings(1, 1, CALL_TIMEOUT, 1 << 20));
    HttpRequest show =
        new HttpRequest(
            edge.requestStart("GET", "/v1/show"), "\r\n".getBytes(StandardCharsets.US_ASCII));
    loop.after(LOOK_NANOS, () -> look(loop, calls, show));
  }

  private void look(EventLoop loop, ConnectionPool calls, HttpRequest show) {
    stopIfDue();
    boolean unused =
        calls.send(
            show,
            new ReplyListener() {
              @Override
              public void replied(HttpReply reply) {
                if (reply.status() == OK) {
                  heard(reply.body());
                }
              }

              @Override
              public void failed(Failure failure) {
                // The next look is due soon; what is known stays.
              }
            });
    loop.after(LOOK_NANOS, () -> look(loop, calls, show));
  }

  private void heard(byte[] show) {
    long nowNanos = System.nanoTime();
    if (opensAtNanos.isPresent() && nowNanos - opensAtNanos.getAsLong() >= 0) {
      return; // inside a wave; its opening moves no more
    }
    OptionalLong opensInMillis = openings.apply(show);
    opensAtNanos =
        opensInMillis.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(nowNanos + TimeUnit.MILLISECONDS.toNanos(opensInMillis.getAsLong()));
    opensAtNanos.ifPresent(nanos -> prefetch.ifPresent(it -> it.opensAt(nanos)));
    stopIfDue();
  }

  private void stopIfDue() {
    if (opensAtNanos.isPresent()
        && System.nanoTime() - opensAtNanos.getAsLong() + QUIET_BEFORE_NANOS >= 0) {
      prefetch.ifPresent(Prefetch::stop);
    }
  }

  private boolean isOver() {
    stopIfDue();
    if (!arrivals.map(Arrivals::isOver).orElse(true)) {
      return false;
    }
    if (prefetch.isEmpty()) {
      return true;
    }
    Prefetch fetching = prefetch.get();
    return fetching.isIdle()
        && (fetching.isStopped()
            || (waitingForSlots == 0 && fetching.counts().phonesDone() == phones));
  }

  private void report(EventLoop loop) {
    progress.accept(line());
    loop.after(PROGRESS_NANOS, () -> report(loop));
  }

  private String line() {
    String arriving =
        arrivals
            .map(Arrivals::counts)
            .map(
                it ->
                    String.format(
                        Locale.ROOT,
                        "%,d of %,d phones arrived, %s",
                        it.arrived(),
                        phones,
                        it.failures().isEmpty() ? "no failure" : it.failures()))
            .orElse("");
    String fetching =
        prefetch
            .map(Prefetch::counts)
            .map(
                it ->
                    String.format(
                        Locale.ROOT,
                        "%,d of %,d phones done, %,d packages, %,.1f MB, %,d times refused",
                        it.phonesDone(),
                        phones,
                        it.fetched(),
                        (it.bytesOutsideWaves() + it.bytesInWaves()) / 1e6,
                        it.refused()))
            .orElse("");
    return arriving + (arriving.isEmpty() || fetching.isEmpty() ? "" : "; ") + fetching;
  }

  /**
   * What became of it, once it has run.
   *
   * @param shook phones that shook; empty for all
   * @param wave that they shook in; a package that names no wave is for each
   */
  public AheadReport report(BitSet shook, String wave) {
    return new AheadReport(
        phones,
        arrivals.map(AheadRun::arrivalReport),
        prefetch.map(fetching -> fetchReport(fetching, shook, wave)));
  }

  private static ArrivalReport arrivalReport(Arrivals arrivals) {
    Arrivals.Counts counts = arrivals.counts();
    Histogram micros = arrivals.toArrivalMicros();
    return new ArrivalReport(
        counts.arrived(),
        counts.failures(),
        Arrivals.REQUESTS,
        counts.sentBytes(),
        counts.receivedBytes(),
        micros.getValueAtPercentile(50),
        micros.getValueAtPercentile(99),
        micros.getTotalCount() == 0 ? 0 : micros.getMaxValue());
  }

  private FetchReport fetchReport(Prefetch fetching, BitSet shook, String wave) {
    Prefetch.Counts counts = fetching.counts();
    long judged = 0;
    long hits = 0;
    long quiet = 0;
    for (int phone = 0; phone < phones; phone++) {
      if (shook.isEmpty() || shook.get(phone)) {
        judged++;
        hits += fetching.hasAll(phone, wave) ? 1 : 0;
        quiet += fetching.fetchedInWave(phone) ? 0 : 1;
      }
    }
    return new FetchReport(
        told.packages().size(),
        told.bytes(),
        counts.fetched(),
        counts.bytesOutsideWaves(),
        counts.bytesInWaves(),
        counts.refused(),
        counts.resumed(),
        counts.damaged(),
        counts.failed(),
        counts.checked(),
        counts.seconds(),
        fetching.bytesBySecond(),
        judged,
        hits,
        quiet);
  }
}
