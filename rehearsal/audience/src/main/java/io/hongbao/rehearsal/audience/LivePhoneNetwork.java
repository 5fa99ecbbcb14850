package io.hongbao.rehearsal.audience;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import io.hongbao.rehearsal.audience.websocket.Closing;
import io.hongbao.rehearsal.audience.websocket.WebSocketConnection;
import io.hongbao.rehearsal.audience.websocket.WebSocketListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Over long connections: each phone holds one to its edge, and connects again, later and elsewhere,
 * when it is lost ({@link Reconnect}). What a phone asks of another edge than its own goes over a
 * short visit there. For the loop's thread.
 */
final class LivePhoneNetwork extends PhoneNetwork {

  /** Hears of answers that no phone waited for, such as those that come after a reconnect. */
  interface UnaskedListener {
    void heard(int phone, ShakeId shakeId, PhoneAnswer answer);
  }

  /** Less than an edge takes that has just started. */
  private static final int CONNECTS_PER_SECOND = 500;

  private static final long CONNECT_SLACK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long CONNECT_STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int CONNECTS_PER_STEP = CONNECTS_PER_SECOND / 100;

  /** Short connections to other edges at a time. */
  private static final int MAX_VISITS = 200;

  private static final String PATH = "/v1/live";
  private static final byte[] AUTHORIZATION =
      "Authorization: Bearer ".getBytes(StandardCharsets.ISO_8859_1);

  private final AudienceSettings settings;
  private final List<byte[]> tickets;
  private final EventLoop loop;
  private final Random chance;
  private final UnaskedListener unasked;
  private final LiveTally tally;
  private final List<Phone> phones = new ArrayList<>();
  private final Map<Long, Visit> visits = new HashMap<>();

  /**
   * A network whose phones begin to connect, evenly in {@link #connectNanos}.
   *
   * @param tickets of each phone, as the end of its Authorization header
   * @throws OperationFailedException if this process may not have so many files open
   */
  LivePhoneNetwork(
      AudienceSettings settings,
      List<byte[]> tickets,
      EventLoop loop,
      Random chance,
      UnaskedListener unasked) {
    super(settings, loop, chance);
    this.settings = settings;
    this.tickets = tickets;
    this.loop = loop;
    this.chance = chance;
    this.unasked = unasked;
    this.tally = new LiveTally(System::nanoTime, System.nanoTime() + connectNanos(tickets.size()));
    requireOpenFiles(tickets.size());
    for (int phone = 0; phone < tickets.size(); phone++) {
      phones.add(new Phone(phone));
    }
    connectFrom(0);
    loop.after(SWEEP_NANOS, this::sweep);
  }

  /** How long it takes until all phones are connected. */
  static long connectNanos(int phones) {
    return TimeUnit.SECONDS.toNanos(phones) / CONNECTS_PER_SECOND + CONNECT_SLACK_NANOS;
  }

  @Override
  int edgeOf(int phone) {
    return phones.get(phone).edge;
  }

  @Override
  boolean post(int phone, int edge, Optional<ShakeId> shakeId, ReplyListener listener) {
    if (shakeId.filter(id -> phones.get(phone).hasHeard(id, listener)).isPresent()) {
      return true;
    }
    Optional<LiveLink> link = link(phone, edge);
    return link.isPresent() && link.get().shake(shakeId, listener, System.nanoTime());
  }

  @Override
  boolean lookUp(int phone, int edge, String location, ReplyListener listener) {
    ShakeId shakeId = ShakeId.parse(location.substring(location.lastIndexOf('/') + 1));
    if (phones.get(phone).hasHeard(shakeId, listener)) {
      return true;
    }
    Optional<LiveLink> link = link(phone, edge);
    return link.isPresent() && link.get().awaitAnswer(shakeId, listener, System.nanoTime());
  }

  @Override
  boolean packets(int phone, int edge, ReplyListener listener) {
    Optional<LiveLink> link = link(phone, edge);
    return link.isPresent() && link.get().packets(listener, System.nanoTime());
  }

  @Override
  Optional<LiveReport> liveReport() {
    return Optional.of(tally.report());
  }

  @Override
  Optional<LiveProgress> liveProgress() {
    return Optional.of(new LiveProgress(tally.open(), tally.reconnects()));
  }

  /** The phone's own line, or one for a visit; empty if too many visit other edges. */
  private Optional<LiveLink> link(int phone, int edge) {
    Phone home = phones.get(phone);
    if (home.edge == edge) {
      return Optional.of(home.link);
    }
    long key = (long) phone * edges() + edge;
    Visit visit = visits.get(key);
    if (visit == null && visits.size() < MAX_VISITS) {
      visit = new Visit(key);
      visits.put(key, visit);
      visit.link.connects(connect(phone, edge, visit.link), System.nanoTime());
    }
    return Optional.ofNullable(visit).map(it -> it.link);
  }

  private WebSocketConnection connect(int phone, int edge, WebSocketListener listener) {
    Endpoint endpoint = settings.edges().get(edge);
    byte[] ticket = tickets.get(phone);
    byte[] headers = new byte[AUTHORIZATION.length + ticket.length + 2];
    System.arraycopy(AUTHORIZATION, 0, headers, 0, AUTHORIZATION.length);
    System.arraycopy(ticket, 0, headers, AUTHORIZATION.length, ticket.length);
    headers[headers.length - 2] = '\r';
    headers[headers.length - 1] = '\n';
    return WebSocketConnection.open(loop, endpoint, Optional.empty(), PATH, headers, listener);
  }

  private void connectFrom(int first) {
    int next = first;
    for (; next < phones.size() && next < first + CONNECTS_PER_STEP; next++) {
      phones.get(next).connect();
    }
    if (next < phones.size()) {
      int rest = next;
      loop.after(CONNECT_STEP_NANOS, () -> connectFrom(rest));
    }
  }

  private void sweep() {
    long nowNanos = System.nanoTime();
    phones.forEach(phone -> phone.link.sweep(nowNanos));
    visits.values().forEach(visit -> visit.link.sweep(nowNanos));
    loop.after(SWEEP_NANOS, this::sweep);
  }

  private static void requireOpenFiles(int phones) {
    long free = OpenFiles.free();
    long needed = (long) phones + MAX_VISITS;
    if (needed > free) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "transport ws holds a connection for each phone: %,d phones need %,d open files,"
                  + " found room for %,d; ask for fewer phones or raise ulimit -n",
              phones,
              needed,
              free));
    }
  }

  /** One phone and the line that it holds. */
  private final class Phone implements LiveLink.Owner {

    private final int number;
    private final LiveLink link = new LiveLink(this);
    private int edge;
    private int failuresInRow;
    private boolean wasOpen;

    /** When it lost its connection; 0 if it has one or had none. */
    private long lostAtNanos;

    /** The answer that came last without being waited for, as it may be asked for any moment. */
    private ShakeId keptShake;

    private HttpReply kept;

    Phone(int number) {
      this.number = number;
      this.edge = number % edges();
    }

    void connect() {
      link.connects(LivePhoneNetwork.this.connect(number, edge, link), System.nanoTime());
    }

    /** Gives what this phone has heard of a shake already, if it has. */
    boolean hasHeard(ShakeId shakeId, ReplyListener listener) {
      if (!shakeId.equals(keptShake)) {
        return false;
      }
      HttpReply reply = kept;
      keptShake = null;
      kept = null;
      loop.after(0, () -> listener.replied(reply));
      return true;
    }

    @Override
    public void opened() {
      failuresInRow = 0;
      wasOpen = true;
      tally.opened(lostAtNanos);
      lostAtNanos = 0;
    }

    @Override
    public void closed(Closing closing) {
      tally.closed(closing.label(), wasOpen);
      if (lostAtNanos == 0) {
        lostAtNanos = System.nanoTime();
      }
      Reconnect next = Reconnect.after(closing, failuresInRow, chance.nextDouble());
      failuresInRow++;
      wasOpen = false;
      edge = next.atNextEdge() ? (edge + 1) % edges() : edge;
      after(next.afterMillis(), this::connect);
    }

    @Override
    public void heardUnasked(ShakeId shakeId, ReplyBody body, HttpReply reply) {
      tally.unasked();
      keptShake = shakeId;
      kept = reply;
      body.answer().ifPresent(answer -> unasked.heard(number, shakeId, answer));
    }

    @Override
    public void becameIdle() {}

    @Override
    public void misunderstood(String what) {
      tally.closed(what, false);
    }
  }

  /** A short connection of a phone to an edge that is not its own. */
  private final class Visit implements LiveLink.Owner {

    private final long key;
    private final LiveLink link = new LiveLink(this);

    Visit(long key) {
      this.key = key;
    }

    @Override
    public void opened() {
      if (link.isIdle()) {
        link.leave();
      }
    }

    @Override
    public void closed(Closing closing) {
      visits.remove(key);
    }

    @Override
    public void heardUnasked(ShakeId shakeId, ReplyBody body, HttpReply reply) {
      phones.get((int) (key / edges())).heardUnasked(shakeId, body, reply);
    }

    @Override
    public void becameIdle() {
      visits.remove(key);
      link.leave();
    }

    @Override
    public void misunderstood(String what) {
      tally.closed(what, false);
    }
  }
}
