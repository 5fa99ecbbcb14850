package io.hongbao.rehearsal.audience;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.rehearsal.audience.http.ConnectionPool;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.HttpRequest;
import io.hongbao.rehearsal.audience.http.PoolSettings;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Phones that claim packets which they won, each once or many times at the same moment, until they
 * hear where it stands. Claims go over HTTP with either transport, over connections of their own,
 * so that they do not take those of shakes. For the loop's thread.
 */
final class ClaimBehavior {

  /**
   * Of each edge, opened when they are needed. A claim holds one while it is decided, so that with
   * few of them a slow decision would let claims wait here, as those of real phones never do.
   */
  private static final int CONNECTIONS = 512;

  private static final int MAX_WAITING = 200_000;
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(15);
  private static final int MAX_REPLY_BYTES = 16 * 1024;
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long MAX_PAUSE_MILLIS = 4_000;
  private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(25);
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AudienceSettings settings;
  private final List<byte[]> tickets;
  private final EventLoop loop;
  private final AudienceTally tally;
  private final SeenRecorder seen;
  private final AudienceListener listener;
  private final Random chance;
  private final List<PhoneRequests> requests = new ArrayList<>();
  private final List<ConnectionPool> pools = new ArrayList<>();
  private final Set<String> begun = new HashSet<>();
  private final Map<String, Long> states = new TreeMap<>();
  private final Histogram decisionMicros = new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
  private int pending;

  /**
   * Phones that have claimed nothing.
   *
   * @param tickets of each phone, as the end of its Authorization header
   * @param tally counts what goes wrong
   * @param seen gets what phones hear
   * @param listener hears of each decision
   */
  ClaimBehavior(
      AudienceSettings settings,
      List<byte[]> tickets,
      EventLoop loop,
      AudienceTally tally,
      SeenRecorder seen,
      AudienceListener listener) {
    this.settings = settings;
    this.tickets = tickets;
    this.loop = loop;
    this.tally = tally;
    this.seen = seen;
    this.listener = listener;
    this.chance = new Random(settings.seed() + 1);
    PoolSettings pool = new PoolSettings(CONNECTIONS, MAX_WAITING, REPLY_TIMEOUT, MAX_REPLY_BYTES);
    for (Endpoint edge : settings.edges()) {
      requests.add(new PhoneRequests(edge, settings.waitSeconds()));
      pools.add(new ConnectionPool(loop, edge, pool));
    }
  }

  /** A phone heard the outcome of a shake. */
  void afterAnswer(int phone, PhoneAnswer answer, Optional<String> token) {
    if (settings.claimShare() > 0
        && answer.outcome().orElse(Outcome.MISS) instanceof Outcome.Packet packet
        && begun.add(packet.packetId())
        && chance.nextDouble() < settings.claimShare()) {
      pending += settings.claimTimes();
      for (int i = 0; i < settings.claimTimes(); i++) {
        new Claim(phone, packet.packetId(), token, phone + i).post();
      }
    }
  }

  /** Whether every claim was decided or refused. */
  boolean areOver() {
    return pending == 0;
  }

  /** What became of claims so far. */
  ClaimReport report() {
    Map<String, Long> all = new TreeMap<>(states);
    if (pending > 0) {
      all.put(ClaimReport.UNDECIDED, (long) pending);
    }
    return new ClaimReport(all, Latencies.of(decisionMicros));
  }

  /** One claim. */
  private final class Claim implements ReplyListener {

    private final int phone;
    private final String packetId;
    private final Optional<String> token;
    private final long beganAtNanos = System.nanoTime();
    private int edge;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    Claim(int phone, String packetId, Optional<String> token, int spread) {
      this.phone = phone;
      this.packetId = packetId;
      this.token = token;
      this.edge = spread % settings.edges().size();
    }

    void post() {
      send(requests.get(edge).claim(tickets.get(phone), packetId, token));
    }

    private void lookUp() {
      send(requests.get(edge).lookUp(tickets.get(phone), "/v1/packets/" + packetId));
    }

    private void send(HttpRequest request) {
      if (!pools.get(edge).send(request, this)) {
        end("too many wait");
      }
    }

    @Override
    public void replied(HttpReply reply) {
      switch (reply.status()) {
        case 200, 410 -> decided(reply.body());
        case 202 -> loop.after(TimeUnit.MILLISECONDS.toNanos(FIRST_PAUSE_MILLIS), this::lookUp);
        case 429, 500, 502, 503, 504 -> again("status " + reply.status());
        default -> end("status " + reply.status());
      }
    }

    @Override
    public void failed(Failure failure) {
      edge = (edge + 1) % settings.edges().size();
      again(failure.toString());
    }

    private void again(String why) {
      tally.trouble("claim: " + why, this::subject);
      loop.after(TimeUnit.MILLISECONDS.toNanos(pauseMillis), this::post);
      pauseMillis = Math.min(MAX_PAUSE_MILLIS, 2 * pauseMillis);
    }

    private void decided(byte[] body) {
      String state;
      try {
        state = JSON.readTree(body).path("state").asText();
      } catch (IOException e) {
        end("unreadable body");
        return;
      }
      if (state.isEmpty() || state.equals("UNCLAIMED")) {
        again("state '" + state + "'");
        return;
      }
      long micros = (System.nanoTime() - beganAtNanos) / 1_000;
      decisionMicros.recordValue(Math.min(MAX_MICROS, micros));
      states.merge(state, 1L, Long::sum);
      seen.claimed(settings.user(phone), packetId, state);
      pending--;
      listener.claimed();
    }

    private void end(String why) {
      tally.error("claim: " + why, subject());
      states.merge(ClaimReport.REFUSED, 1L, Long::sum);
      pending--;
    }

    private String subject() {
      return settings.user(phone) + ' ' + packetId;
    }
  }
}
