package io.hongbao.rehearsal.audience;

import io.hongbao.ops.system.Endpoint;
import io.hongbao.rehearsal.audience.http.ConnectionPool;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.HttpRequest;
import io.hongbao.rehearsal.audience.http.PoolSettings;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Phones that follow the phone policy: one that hears a larger number than it has fetches the
 * policy from its edge, at its own time within two seconds. It goes over HTTP with either
 * transport, over connections of its own. One that gets none tries again at the next answer. For
 * the loop's thread.
 */
final class PolicyBehavior {

  private static final long FOLLOW_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Spreads phones evenly, whichever of them hear at once. */
  private static final double GOLDEN_RATIO = 0.6180339887498949;

  private static final int CONNECTIONS = 64;
  private static final int MAX_WAITING = 200_000;
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(15);
  private static final int MAX_REPLY_BYTES = 32 * 1024;

  /** An answer names it first of all, a problem before its words. */
  private static final int MAX_BYTES_BEFORE = 200;

  private static final byte[] POLICY = "\"policy\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VERSION = "\"version\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int NONE = -1;

  private final EventLoop loop;
  private final AudienceTally tally;
  private final AudienceSettings settings;
  private final PolicyFollowing following;
  private final BitSet fetching = new BitSet();
  private final List<HttpRequest> requests = new ArrayList<>();
  private final List<ConnectionPool> pools = new ArrayList<>();

  /**
   * Phones that have fetched nothing.
   *
   * @param phones of the audience, bots among them
   * @param tally counts what goes wrong
   * @param beginsAtNanos when the load begins
   */
  PolicyBehavior(
      AudienceSettings settings,
      int phones,
      EventLoop loop,
      AudienceTally tally,
      long beginsAtNanos) {
    this.settings = settings;
    this.loop = loop;
    this.tally = tally;
    this.following = new PolicyFollowing(phones, beginsAtNanos);
    PoolSettings pool = new PoolSettings(CONNECTIONS, MAX_WAITING, REPLY_TIMEOUT, MAX_REPLY_BYTES);
    for (Endpoint edge : settings.edges()) {
      requests.add(new HttpRequest(edge.requestStart("GET", "/v1/policy"), END));
      pools.add(new ConnectionPool(loop, edge, pool));
    }
  }

  /** A phone heard what an edge said of its shake. */
  void heard(int phone, byte[] body) {
    int version = numberBehind(POLICY, body);
    if (version != NONE
        && following.hears(phone, version, System.nanoTime())
        && !fetching.get(phone)) {
      fetching.set(phone);
      double place = phone * GOLDEN_RATIO % 1;
      loop.after((long) (place * FOLLOW_WITHIN_NANOS), () -> fetch(phone));
    }
  }

  /** Whether no phone is about to fetch it. */
  boolean isOver() {
    return fetching.isEmpty();
  }

  PolicyReport report() {
    return following.report();
  }

  private void fetch(int phone) {
    int edge = phone % settings.edges().size();
    ReplyListener listener =
        new ReplyListener() {
          @Override
          public void replied(HttpReply reply) {
            fetching.clear(phone);
            int version = reply.status() == 200 ? numberBehind(VERSION, reply.body()) : NONE;
            if (version == NONE) {
              trouble(phone, "status " + reply.status());
            } else {
              following.fetched(phone, version, System.nanoTime());
            }
          }

          @Override
          public void failed(Failure failure) {
            fetching.clear(phone);
            trouble(phone, failure.toString());
          }
        };
    if (!pools.get(edge).send(requests.get(edge), listener)) {
      fetching.clear(phone);
      trouble(phone, "too many wait");
    }
  }

  private void trouble(int phone, String why) {
    tally.trouble("policy: " + why, () -> settings.user(phone));
  }

  /** The number behind a name near the beginning of a body; {@link #NONE} if there is none. */
  static int numberBehind(byte[] name, byte[] body) {
    int last = Math.min(body.length - name.length - 1, MAX_BYTES_BEFORE);
    for (int at = 0; at <= last; at++) {
      if (startsWith(body, at, name)) {
        return numberAt(body, at + name.length);
      }
    }
    return NONE;
  }

  private static boolean startsWith(byte[] body, int at, byte[] name) {
    for (int i = 0; i < name.length; i++) {
      if (body[at + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static int numberAt(byte[] body, int from) {
    long number = 0;
    int at = from;
    while (at < body.length && body[at] >= '0' && body[at] <= '9' && number <= Integer.MAX_VALUE) {
      number = 10 * number + (body[at] - '0');
      at++;
    }
    return at == from || number > Integer.MAX_VALUE ? NONE : (int) number;
  }
}
