package io.hongbao.rehearsal.audience;

import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.ConnectionPool;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.PoolSettings;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/**
 * Shakes that warm a system up, in a closed loop: a few phones, each of which shakes again as soon
 * as it has heard. So they take what is left of a machine: where the system has other work, they
 * are answered later and shake less. A phone that is refused waits as it is told. They go on until
 * the rate of answers is flat.
 */
public final class PracticeShakes {

  /** Enough to keep the machine that the system starts on busy, and less than one edge admits. */
  static final int PHONES = 64;

  /** Each shakes once a turn, which bounds the rate as well. */
  static final int USERS = 4_000;

  private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /**
   * Four seconds: compilers get on in leaps, and what they have not done by then falls on the first
   * users.
   */
  private static final int SAMPLES_IN_WINDOW = 8;

  private static final double MAX_GROWTH = 0.05;

  /** A system that gives no reply is asked again so much later. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final int WAIT_SECONDS = AudienceSettings.DEFAULT_WAIT_SECONDS;
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(WAIT_SECONDS + 5L);
  private static final int MAX_REPLY_BYTES = 64 * 1024;

  /** For the answers to what is still under way at the end. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<Endpoint> edges;
  private final List<byte[]> tickets = new ArrayList<>(USERS);
  private final long turnNanos;

  /**
   * Shakes that have not begun.
   *
   * @param tickets gives the ticket of each of {@link #USERS} users, counted from 0; asked once
   * @param turnMillis of the practice show
   */
  public PracticeShakes(List<Endpoint> edges, IntFunction<String> tickets, int turnMillis) {
    this.edges = List.copyOf(edges);
    this.turnNanos = TimeUnit.MILLISECONDS.toNanos(turnMillis);
    for (int user = 0; user < USERS; user++) {
      this.tickets.add(tickets.apply(user).getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /**
   * What came of them.
   *
   * @param answered shakes that heard their outcome
   * @param perSecond answers a second at last
   * @param isFlat whether that had stopped to grow; else time was up
   * @param trouble what the last shake heard that was not answered, if there is one
   */
  public record Report(long answered, long perSecond, boolean isFlat, Optional<String> trouble) {}

  /**
   * Shakes until the rate is flat, time is up or somebody stops it.
   *
   * @param isStopped asked every 50 ms or more often
   * @param progress hears the answers a second now and then
   */
  public Report run(Duration atMost, BooleanSupplier isStopped, LongConsumer progress) {
    try (EventLoop loop = new EventLoop()) {
      return new Run(loop, progress).run(atMost, isStopped);
    }
  }

  /** One run. For the loop's thread. */
  private final class Run {

    private final EventLoop loop;
    private final LongConsumer progress;
    private final List<PhoneRequests> requests = new ArrayList<>();
    private final List<ConnectionPool> pools = new ArrayList<>();
    private final RatePlateau plateau = new RatePlateau(SAMPLES_IN_WINDOW, MAX_GROWTH);
    private final long[] nextTurnNanos = new long[USERS];
    private int nextUser;
    private int underWay;
    private long answered;
    private long sampledAnswers;
    private long sampledAtNanos;
    private Optional<String> trouble = Optional.empty();
    private boolean ended;

    Run(EventLoop loop, LongConsumer progress) {
      this.loop = loop;
      this.progress = progress;
      for (Endpoint edge : edges) {
        requests.add(new PhoneRequests(edge, WAIT_SECONDS));
        pools.add(
            new ConnectionPool(
                loop, edge, new PoolSettings(PHONES, PHONES, REPLY_TIMEOUT, MAX_REPLY_BYTES)));
      }
    }

    Report run(Duration atMost, BooleanSupplier isStopped) {
      sampledAtNanos = System.nanoTime();
      Arrays.fill(nextTurnNanos, sampledAtNanos);
      long untilNanos = sampledAtNanos + atMost.toNanos();
      loop.after(SAMPLE_NANOS, this::sample);
      for (int phone = 0; phone < PHONES; phone++) {
        shake(phone);
      }
      loop.run(
          () ->
              plateau.isFlat() || System.nanoTime() - untilNanos >= 0 || isStopped.getAsBoolean());
      ended = true;
      long graceEndsNanos = System.nanoTime() + GRACE_NANOS;
      loop.run(() -> underWay == 0 || System.nanoTime() - graceEndsNanos >= 0);
      return new Report(answered, Math.round(plateau.newest()), plateau.isFlat(), trouble);
    }

    private void sample() {
      long nowNanos = System.nanoTime();
      double seconds = (nowNanos - sampledAtNanos) / 1e9;
      if (answered > 0) {
        plateau.add((answered - sampledAnswers) / seconds);
        progress.accept(Math.round(plateau.newest()));
      }
      sampledAnswers = answered;
      sampledAtNanos = nowNanos;
      if (!ended) {
        loop.after(SAMPLE_NANOS, this::sample);
      }
    }

    private void shake(int phone) {
      if (ended) {
        return;
      }
      long nowNanos = System.nanoTime();
      long waitNanos = nextTurnNanos[nextUser] - nowNanos;
      if (waitNanos > 0) {
        // Everybody has shaken in this turn, and to shake twice would be the same shake.
        loop.after(waitNanos, () -> shake(phone));
        return;
      }
      int user = nextUser;
      nextUser = (nextUser + 1) % USERS;
      nextTurnNanos[user] = nowNanos + turnNanos;
      int edge = phone % pools.size();
      underWay++;
      boolean sent =
          pools
              .get(edge)
              .send(
                  requests.get(edge).post(tickets.get(user), Optional.empty()), new ReplyTo(phone));
      if (!sent) {
        underWay--;
        loop.after(PAUSE_NANOS, () -> shake(phone));
      }
    }

    /** What a phone does once it has heard. */
    private final class ReplyTo implements ReplyListener {

      private final int phone;

      ReplyTo(int phone) {
        this.phone = phone;
      }

      @Override
      public void replied(HttpReply reply) {
        underWay--;
        if (isOutcome(reply)) {
          answered++;
          shake(phone);
        } else if (reply.status() == 202) {
          trouble = Optional.of("accepted and not answered within " + WAIT_SECONDS + " s");
          shake(phone);
        } else {
          trouble = Optional.of("status " + reply.status());
          pause(TimeUnit.MILLISECONDS.toNanos(PhoneProtocol.waitMillisAfter(reply)));
        }
      }

      @Override
      public void failed(Failure failure) {
        underWay--;
        trouble = Optional.of(failure.toString());
        pause(PAUSE_NANOS);
      }

      private void pause(long nanos) {
        loop.after(nanos, () -> shake(phone));
      }
    }
  }

  /** Nobody wins in a practice show; CLOSED and BUSY are no outcomes. */
  private static boolean isOutcome(HttpReply reply) {
    if (reply.status() != 200) {
      return false;
    }
    String body = reply.bodyText();
    return body.contains("\"result\":\"MISS\"") || body.contains("\"result\":\"GREETING\"");
  }
}
