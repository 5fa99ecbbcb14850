package io.hongbao.rehearsal.audience.ahead;

import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.HttpRequest;
import io.hongbao.rehearsal.audience.http.OwnConnection;
import io.hongbao.rehearsal.audience.http.PoolSettings;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * Phones that arrive in an open model, whatever the edges do: each over a new connection of its
 * own, at its instant, asks for the page, which has the manifest and the policy inside, and then
 * for the show with its ticket. For the loop's thread.
 */
public final class Arrivals implements AutoCloseable {

  /** The page and the show. */
  public static final int REQUESTS = 2;

  private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(1);
  private static final int DIGITS = 3;
  private static final int OK = 200;

  /** Of each request by itself; the longest reply is the page with a manifest inside. */
  private static final PoolSettings BOUNDS =
      new PoolSettings(1, 0, Duration.ofSeconds(15), 2 << 20);

  private static final byte[] COMPRESSED = ascii("Accept-Encoding: gzip, deflate\r\n\r\n");
  private static final byte[] TICKET = ascii("Authorization: Bearer ");
  private static final byte[] END = ascii("\r\n\r\n");

  private final EventLoop loop;
  private final ArrivalSettings settings;
  private final IntFunction<byte[]> tickets;
  private final IntConsumer arrived;
  private final long beginsAtNanos;
  private final List<byte[]> pages = new ArrayList<>();
  private final List<byte[]> shows = new ArrayList<>();
  private final Set<Phone> underWay = new LinkedHashSet<>();
  private final List<OwnConnection> kept = new ArrayList<>();
  private final Histogram micros = new Histogram(MAX_MICROS, DIGITS);
  private final Map<String, Long> failures = new TreeMap<>();
  private int begun;
  private long requests;
  private long sentBytes;
  private long receivedBytes;

  /**
   * What became of them so far.
   *
   * @param arrived phones that have all they asked for
   * @param failures of the others, by kind
   * @param requests answered with 200
   * @param sentBytes by all phones that arrived or failed, heads included
   * @param receivedBytes likewise
   */
  public record Counts(
      long arrived, Map<String, Long> failures, long requests, long sentBytes, long receivedBytes) {

    public Counts {
      failures = Map.copyOf(failures);
    }
  }

  /**
   * Phones that begin to arrive at once.
   *
   * @param tickets what stands behind {@code Bearer}, by phone
   * @param arrived hears of each phone once, when it has all it asked for or has failed
   */
  public Arrivals(
      EventLoop loop, ArrivalSettings settings, IntFunction<byte[]> tickets, IntConsumer arrived) {
    this.loop = loop;
    this.settings = settings;
    this.tickets = tickets;
    this.arrived = arrived;
    this.beginsAtNanos = System.nanoTime();
    for (Endpoint edge : settings.edges()) {
      pages.add(edge.requestStart("GET", "/"));
      shows.add(edge.requestStart("GET", "/v1/show"));
    }
    loop.after(0, this::beginWhoIsDue);
    loop.after(SWEEP_NANOS, this::sweep);
  }

  private long dueAtNanos(int phone) {
    return beginsAtNanos + settings.within().toNanos() * phone / settings.phones();
  }

  private void beginWhoIsDue() {
    long nowNanos = System.nanoTime();
    while (begun < settings.phones() && dueAtNanos(begun) - nowNanos <= 0) {
      Phone phone = new Phone(begun++);
      underWay.add(phone);
      phone.ask();
    }
    if (begun < settings.phones()) {
      loop.at(dueAtNanos(begun), this::beginWhoIsDue);
    }
  }

  private void sweep() {
    long nowNanos = System.nanoTime();
    List.copyOf(underWay).forEach(phone -> phone.connection.failIfLate(nowNanos));
    if (!isOver()) {
      loop.after(SWEEP_NANOS, this::sweep);
    }
  }

  /** Whether each phone has arrived or failed. */
  public boolean isOver() {
    return begun == settings.phones() && underWay.isEmpty();
  }

  public Counts counts() {
    return new Counts(micros.getTotalCount(), failures, requests, sentBytes, receivedBytes);
  }

  /** From the instant at which a phone was due to the last byte of its last reply. */
  public Histogram toArrivalMicros() {
    return micros.copy();
  }

  /** Ends the connections that were kept. */
  @Override
  public void close() {
    kept.forEach(OwnConnection::close);
    kept.clear();
  }

  private final class Phone implements ReplyListener {

    private final int number;
    private final int edge;
    private final OwnConnection connection;
    private int answered;

    private Phone(int number) {
      this.number = number;
      this.edge = number % settings.edges().size();
      this.connection = new OwnConnection(loop, settings.edges().get(edge), BOUNDS);
    }

    private void ask() {
      connection.send(
          answered == 0
              ? new HttpRequest(pages.get(edge), COMPRESSED)
              : new HttpRequest(shows.get(edge), TICKET, tickets.apply(number), END),
          this);
    }

    @Override
    public void replied(HttpReply reply) {
      if (reply.status() != OK) {
        end("status " + reply.status());
        return;
      }
      requests++;
      answered++;
      if (answered < REQUESTS) {
        ask();
        return;
      }
      long tookMicros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - dueAtNanos(number));
      micros.recordValue(Math.min(tookMicros, MAX_MICROS));
      end("");
    }

    @Override
    public void failed(Failure failure) {
      end(failure.toString());
    }

    private void end(String failure) {
      underWay.remove(this);
      sentBytes += connection.sentBytes();
      receivedBytes += connection.receivedBytes();
      if (!failure.isEmpty()) {
        failures.merge(failure, 1L, Long::sum);
      }
      if (settings.keepsConnections() && failure.isEmpty()) {
        kept.add(connection);
      } else {
        connection.close();
      }
      arrived.accept(number);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
