package io.hongbao.rehearsal.audience;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.proof.phoneevents.PhoneEventWriter;
import io.hongbao.rehearsal.audience.AudienceTally.AudienceProgress;
import io.hongbao.rehearsal.audience.ahead.AheadReport;
import io.hongbao.rehearsal.audience.ahead.AheadRun;
import io.hongbao.rehearsal.audience.ahead.AheadSettings;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rules.crowd.BotPlan;
import io.hongbao.rules.crowd.BotPlan.Identity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
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
  private static final long CHECK_MILLIS = 100;

  private final AudienceSettings settings;
  private final Function<Identity, String> tickets;
  private final AudienceListener listener;
  private final Optional<BotPlan> bots;
  private volatile AudienceProgress progress;
  private volatile LiveProgress liveProgress;
  private volatile Optional<AheadSettings> ahead = Optional.empty();
  private volatile AheadReport aheadReport;
  private volatile BitSet shook = new BitSet();
  private ExitPace exitPace = ExitPace.NONE;
  private volatile PhoneReports phoneReports = PhoneReports.NONE;
  private volatile boolean stopped;
  private volatile int ratePerSecond;

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
    this(settings, identity -> tickets.apply(identity.user()), listener, Optional.empty());
  }

  private Audience(
      AudienceSettings settings,
      Function<Identity, String> tickets,
      AudienceListener listener,
      Optional<BotPlan> bots) {
    this.settings = settings;
    this.tickets = tickets;
    this.listener = listener;
    this.bots = bots;
    this.ratePerSecond = settings.ratePerSecond();
  }

  /**
   * An audience among whom are bots; they come on top of its rate, and everybody has a device and
   * an address of the plan.
   *
   * @param settings its phones are the people of the plan
   * @param tickets gives somebody's ticket; asked once for each, before the load
   */
  public static Audience withBots(
      AudienceSettings settings, Function<Identity, String> tickets, BotPlan bots) {
    if (settings.phones() != bots.humans() || !settings.userPrefix().equals(bots.userPrefix())) {
      throw new IllegalArgumentException("bots of another audience");
    }
    return new Audience(settings, tickets, AudienceListener.NONE, Optional.of(bots));
  }

  /** The same audience, whose phones arrive or fetch packages before they shake. */
  public Audience ahead(AheadSettings before) {
    ahead = Optional.of(before);
    return this;
  }

  /** What phones did before they shook, once it has run; empty if they just shook. */
  public Optional<AheadReport> aheadReport() {
    return Optional.ofNullable(aheadReport);
  }

  /** What became of all that phones did besides shaking, once it has run. */
  public PhoneReports phoneReports() {
    return phoneReports;
  }

  /**
   * Lets phones look at their packets after the wave that is open when the load begins; the run
   * lasts until they have. To be called before {@link #run}.
   */
  public Audience leavingAt(ExitPace pace) {
    exitPace = pace;
    return this;
  }

  /**
   * Waits for a wave to open, shakes, and waits for the answers.
   *
   * @throws OperationFailedException if no wave opens in time
   */
  public AudienceReport run(ProgressPrinter printer) throws InterruptedException {
    List<byte[]> minted = mintTickets();
    Optional<AheadRun> before = ahead.map(asked -> goAhead(asked, minted, printer));
    Opening opening =
        Opening.await(settings.edges().get(0), settings.openWithin(), printer::printLine);
    AudienceReport report = recorded(minted, opening, printer);
    before.ifPresent(it -> aheadReport = it.report(shook, opening.wave()));
    return report;
  }

  /**
   * Lets phones arrive and fetch packages, and not shake. The audience must have been told so.
   *
   * @throws OperationFailedException if an edge does not answer
   */
  public AheadReport runAhead(ProgressPrinter printer) {
    return goAhead(ahead.orElseThrow(), mintTickets(), printer).report(new BitSet(), "");
  }

  private AheadRun goAhead(AheadSettings asked, List<byte[]> minted, ProgressPrinter printer) {
    AheadRun run =
        new AheadRun(
            asked,
            settings.edges(),
            settings.phones(),
            settings::user,
            minted::get,
            settings.seed(),
            show -> ShowReply.parse(show).millisToOpening(),
            printer::printLine);
    run.run(() -> stopped);
    return run;
  }

  private AudienceReport recorded(List<byte[]> minted, Opening opening, ProgressPrinter printer)
      throws InterruptedException {
    if (settings.seen().isEmpty()) {
      return load(minted, opening, Optional.empty(), printer);
    }
    PhoneEventWriter seen = PhoneEventWriter.append(settings.seen().get());
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

  /**
   * Lets phones shake at another rate from now on, from any thread; with bots among them, people
   * shake by their habits, and nothing changes.
   *
   * @param perSecond shakes, all phones together: 1 to {@link AudienceSettings#MAX_RATE}
   */
  public void changeRate(int perSecond) {
    AudienceSettings.requireRate(perSecond);
    ratePerSecond = perSecond;
  }

  private AudienceReport load(
      List<byte[]> minted,
      Opening opening,
      Optional<PhoneEventWriter> seen,
      ProgressPrinter printer)
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
        thread.join(CHECK_MILLIS);
        AudienceProgress latest = progress;
        if (latest != null) {
          printer.print(latest, Optional.ofNullable(liveProgress), settings.duration());
        }
      }
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("the audience failed", e.getCause());
    } finally {
      stop();
      printer.end();
    }
  }

  private AudienceReport shakeAndListen(
      List<byte[]> minted, Opening opening, Optional<PhoneEventWriter> seen) {
    try (EventLoop loop = new EventLoop()) {
      AudienceLoad load =
          new AudienceLoad(
              settings,
              () -> ratePerSecond,
              exitPace,
              settings.transport() == Transport.WS ? whenConnected(opening, minted) : opening,
              minted,
              seen,
              listener,
              bots,
              loop);
      publishProgress(loop, load);
      loop.run(
          () -> {
            if (stopped) {
              load.cutShort();
            }
            return load.isOver();
          });
      shook = load.shook();
      phoneReports = load.phoneReports();
      return load.report();
    }
  }

  /** Phones connect before they shake. */
  private static Opening whenConnected(Opening opening, List<byte[]> minted) {
    return opening.notBefore(System.nanoTime() + LivePhoneNetwork.connectNanos(minted.size()));
  }

  private void publishProgress(EventLoop loop, AudienceLoad load) {
    load.liveProgress().ifPresent(latest -> liveProgress = latest);
    progress = load.progress();
    loop.after(PROGRESS_NANOS, () -> publishProgress(loop, load));
  }

  /** What stands behind {@code Authorization: Bearer}: a ticket, and an address if it has one. */
  private List<byte[]> mintTickets() {
    List<byte[]> minted = new ArrayList<>(settings.phones());
    if (bots.isPresent()) {
      for (Identity identity : bots.get().identitiesAndHanded()) {
        minted.add(bytes(tickets.apply(identity) + "\r\n" + identity.forwardedFor()));
      }
      return minted;
    }
    for (int phone = 0; phone < settings.phones(); phone++) {
      String user = settings.user(phone);
      minted.add(bytes(tickets.apply(new Identity(user, Identity.HUMAN, "", ""))));
    }
    return minted;
  }

  private static byte[] bytes(String header) {
    return header.getBytes(StandardCharsets.ISO_8859_1);
  }
}
