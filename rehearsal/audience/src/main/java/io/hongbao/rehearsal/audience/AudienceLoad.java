package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.ops.system.Endpoint;
import io.hongbao.proof.seen.HeardAnswer;
import io.hongbao.proof.seen.HeardEvent;
import io.hongbao.proof.seen.HeardResult;
import io.hongbao.proof.seen.HeldPackets;
import io.hongbao.proof.seen.SeenEvent;
import io.hongbao.proof.seen.SeenWriter;
import io.hongbao.rehearsal.audience.http.ConnectionPool;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.Exchange;
import io.hongbao.rehearsal.audience.http.PoolSettings;
import io.hongbao.rules.crowd.BotPlan;
import io.hongbao.rules.crowd.BotReport;
import io.hongbao.rules.crowd.ShowTurns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The load in an open model: shakes start at instants fixed beforehand, however the servers do.
 * Latency counts from that instant, so that a server that holds up the load shows in it. For the
 * loop's thread.
 */
final class AudienceLoad {

  /** Shakes without an answer that are kept; more, and a dead server would fill the heap. */
  private static final int MOST_PENDING = 500_000;

  /** A request that nobody answers is given up so long after the longest wait that it asks for. */
  private static final Duration REPLY_WITHIN = Duration.ofSeconds(15);

  private static final int MOST_REPLY_BYTES = 64 * 1024;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final AudienceSettings settings;
  private final Opening opening;
  private final List<byte[]> tickets;
  private final Optional<SeenWriter> seen;
  private final EventLoop loop;
  private final Phones phones;
  private final AudienceListener listener;
  private final SecondThoughts secondThoughts;
  private final Random spread;
  private final List<PhoneRequests> requests = new ArrayList<>();
  private final List<ConnectionPool> pools = new ArrayList<>();
  private final AudienceTally tally;
  private final Optional<Crowd> crowd;
  private final Set<Conversation> pending = new HashSet<>();
  private final long planned;
  private final long beginsAtMillis;

  private long started;
  private boolean cutShort;
  private boolean ended;
  private long endedAtNanos;

  AudienceLoad(
      AudienceSettings settings,
      Opening opening,
      List<byte[]> tickets,
      Optional<SeenWriter> seen,
      AudienceListener listener,
      Optional<BotPlan> botPlan,
      EventLoop loop) {
    this.settings = settings;
    this.opening = opening;
    this.tickets = tickets;
    this.seen = seen;
    this.listener = listener;
    this.loop = loop;
    this.secondThoughts = new SecondThoughts(this, settings.doubts(), new Random(~settings.seed()));
    this.spread = new Random(settings.seed());
    this.phones = new Phones(loop, settings.phones(), spread);
    this.tally = new AudienceTally(System::nanoTime, opening.atNanos());
    this.beginsAtMillis =
        System.currentTimeMillis()
            + TimeUnit.NANOSECONDS.toMillis(opening.atNanos() - System.nanoTime());
    this.planned = settings.duration().toMillis() * settings.ratePerSecond() / 1_000;
    int connectionsEach = Math.max(1, settings.connections() / settings.edges().size());
    PoolSettings pool =
        new PoolSettings(connectionsEach, MOST_PENDING, REPLY_WITHIN, MOST_REPLY_BYTES);
    for (Endpoint edge : settings.edges()) {
      requests.add(new PhoneRequests(edge, settings.waitSeconds()));
      pools.add(new ConnectionPool(loop, edge, pool));
    }
    this.crowd = botPlan.map(this::begin);
    if (crowd.isEmpty()) {
      loop.at(opening.atNanos(), this::shakeWhoIsPlanned);
    }
  }

  /** People and bots who post by their habits, instead of whoever is due at a fixed rate. */
  private Crowd begin(BotPlan plan) {
    Crowd those =
        new Crowd(
            plan,
            loop,
            new Crowd.Phones() {
              @Override
              public void shake(int phone, long atNanos) {
                started++;
                shakeOf(phone, Phones.NO_PLAN, atNanos);
              }

              @Override
              public boolean post(int phone, Exchange exchange) {
                int edge = phone % edges();
                return pool(edge)
                    .send(requests(edge).post(ticket(phone), Optional.empty()), exchange);
              }
            });
    ShowTurns turns = opening.page().turns();
    double turnShare = plan.turnShare(settings.ratePerSecond(), turns.turnMillis());
    those.begin(turns, turnShare, opening.showMillis(), opening.atNanos());
    loop.at(opening.atNanos() + settings.duration().toNanos(), this::end);
    return those;
  }

  /** Starts no more shakes; those that wait may still hear their answers. */
  void cutShort() {
    cutShort = true;
    if (crowd.isPresent()) {
      end();
    }
  }

  /** Whether all shakes were sent, and all were answered or the grace is over. */
  boolean isOver() {
    return ended
        && (pending.isEmpty() || System.nanoTime() - endedAtNanos >= settings.grace().toNanos());
  }

  AudienceProgress progress() {
    return tally.progress(pending.size());
  }

  /** What became of the load; whatever is still unanswered becomes an error. */
  AudienceReport report() {
    for (Conversation conversation : List.copyOf(pending)) {
      conversation.runOutOfTime();
    }
    long loadNanos = Math.max(1, endedAtNanos - opening.atNanos());
    return tally.report(
        settings,
        crowd.isPresent() ? started : planned,
        loadNanos,
        opening.page().show(),
        beginsAtMillis);
  }

  /** What became of the bots' posts so far; empty if there are none. */
  Optional<BotReport> botReport() {
    return crowd.map(Crowd::report);
  }

  private void shakeWhoIsPlanned() {
    long nowNanos = System.nanoTime();
    while (started < planned && !cutShort && startsAtNanos(started) - nowNanos <= 0) {
      shake(startsAtNanos(started));
      started++;
    }
    if (cutShort || startsAtNanos(planned) - nowNanos <= 0) {
      end();
    } else {
      loop.at(startsAtNanos(started), this::shakeWhoIsPlanned);
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      endedAtNanos = System.nanoTime();
      crowd.ifPresent(Crowd::stop);
    }
  }

  private long startsAtNanos(long shake) {
    return opening.atNanos() + shake * NANOS_PER_SECOND / settings.ratePerSecond();
  }

  private void shake(long startsAtNanos) {
    int phone = phones.take();
    if (phone == Phones.NONE) {
      tally.withoutTurn();
      return;
    }
    // However long the answer takes: by then the phone's next turn has begun for certain.
    long nextTurnNanos = TimeUnit.MILLISECONDS.toNanos(2 * opening.page().turnMillis());
    shakeOf(phone, phones.dueAt(phone, startsAtNanos + nextTurnNanos), startsAtNanos);
  }

  private void shakeOf(int phone, int plan, long startsAtNanos) {
    if (pending.size() >= MOST_PENDING) {
      tally.error("too many unanswered", user(phone));
      return;
    }
    tally.sent();
    Conversation conversation = new Conversation(this, phone, plan, startsAtNanos);
    pending.add(conversation);
    conversation.post();
  }

  EventLoop loop() {
    return loop;
  }

  AudienceTally tally() {
    return tally;
  }

  long turnMillis() {
    return opening.page().turnMillis();
  }

  int edges() {
    return pools.size();
  }

  ConnectionPool pool(int edge) {
    return pools.get(edge);
  }

  PhoneRequests requests(int edge) {
    return requests.get(edge);
  }

  byte[] ticket(int phone) {
    return tickets.get(phone);
  }

  String user(int phone) {
    return Audience.user(settings.userPrefix(), phone);
  }

  /** Spreads a pause, so that phones that were turned away together do not come back together. */
  long spread(long pauseNanos) {
    return pauseNanos + (long) (pauseNanos * 0.25 * spread.nextDouble());
  }

  void acknowledged(int phone, ShakeId shakeId) {
    record(
        new SeenEvent.Acknowledged(
            System.currentTimeMillis(), opening.page().show(), user(phone), shakeId));
  }

  /** A phone heard an answer, which it may have heard before. */
  void answered(int phone, ShakeId shakeId, HeardAnswer answer) {
    record(
        new SeenEvent.Answered(
            System.currentTimeMillis(), opening.page().show(), user(phone), shakeId, answer));
  }

  void heldPackets(int phone, long askedAtMillis, Set<String> packetIds) {
    record(
        new HeldPackets(
            System.currentTimeMillis(),
            opening.page().show(),
            user(phone),
            askedAtMillis,
            packetIds));
  }

  /** A shake heard its outcome for the first time. */
  void decided(int phone, int edge, long sentAtMillis, ShakeId shakeId, HeardResult result) {
    listener.decided(edge, sentAtMillis, System.currentTimeMillis());
    secondThoughts.afterAnswer(phone, shakeId, result);
  }

  private void record(HeardEvent event) {
    seen.ifPresent(to -> to.write(event));
  }

  void nextShakeAfter(int phone, int plan, long millis) {
    phones.dueInsteadAt(phone, plan, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
  }

  void over(Conversation conversation) {
    pending.remove(conversation);
  }
}
