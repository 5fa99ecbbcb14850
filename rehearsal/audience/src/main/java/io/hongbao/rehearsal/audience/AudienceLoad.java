package io.hongbao.rehearsal.audience;

import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.proof.phoneevents.PhoneEventWriter;
import io.hongbao.rehearsal.audience.AudienceTally.AudienceProgress;
import io.hongbao.rehearsal.audience.http.EventLoop;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import io.hongbao.rules.crowd.BotPlan;
import io.hongbao.rules.crowd.ShowTurns;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The load in an open model: shakes start at instants fixed beforehand, however the servers do.
 * Latency counts from that instant, so that a server that holds up the load shows in it. A shake
 * that an edge refuses is posted again when its phone was told to come, on top of those that are
 * planned; its waiting is counted apart, and its latency from the post that was accepted. For the
 * loop's thread.
 */
final class AudienceLoad {

  /** Shakes without an answer that are kept; more, and a dead server would fill the heap. */
  private static final int MAX_PENDING = PhoneNetwork.MAX_WAITING;

  private final AudienceSettings settings;
  private final Opening opening;
  private final SeenRecorder seen;
  private final EventLoop loop;
  private final PhoneQueue phones;
  private final AudienceListener listener;
  private final PhoneNetwork network;
  private final RecheckBehavior recheckBehavior;
  private final ClaimBehavior claims;
  private final ExitBehavior exit;
  private final PolicyBehavior policies;
  private final Outcomes outcomes = new Outcomes();
  private final AudienceTally tally;
  private final Optional<BehaviorRunner> crowd;
  private final Set<ShakeAttempt> pending = new HashSet<>();
  private final BitSet shook = new BitSet();
  private final ShakeTimes times;
  private final IntSupplier rate;
  private final long beginsAtMillis;

  private long started;
  private boolean cutShort;
  private boolean ended;
  private long endedAtNanos;

  /**
   * A load that begins at the opening.
   *
   * @param rate shakes a second as they are asked for now; only of a load without bots
   * @param exitPace when phones look at their packets after the wave
   */
  AudienceLoad(
      AudienceSettings settings,
      IntSupplier rate,
      ExitPace exitPace,
      Opening opening,
      List<byte[]> tickets,
      Optional<PhoneEventWriter> seen,
      AudienceListener listener,
      Optional<BotPlan> botPlan,
      EventLoop loop) {
    this.settings = settings;
    this.opening = opening;
    this.seen = new SeenRecorder(seen, opening.page().show());
    this.listener = listener;
    this.loop = loop;
    var chance = new Random(settings.seed());
    this.phones = new PhoneQueue(loop, settings.phones(), chance);
    this.network = network(tickets, chance);
    this.tally = new AudienceTally(System::nanoTime, opening.atNanos());
    this.recheckBehavior =
        new RecheckBehavior(
            network, tally, this.seen, settings.doubts(), new Random(~settings.seed()));
    this.claims = new ClaimBehavior(settings, tickets, loop, tally, this.seen, listener);
    this.exit = new ExitBehavior(exitPace, settings, opening, network, loop, tally, this.seen);
    this.policies = new PolicyBehavior(settings, tickets.size(), loop, tally, opening.atNanos());
    this.beginsAtMillis =
        System.currentTimeMillis()
            + TimeUnit.NANOSECONDS.toMillis(opening.atNanos() - System.nanoTime());
    this.rate = rate;
    this.times = new ShakeTimes(settings.ratePerSecond());
    this.crowd = botPlan.map(this::begin);
    if (crowd.isEmpty()) {
      loop.at(opening.atNanos(), this::startPlannedShakes);
    }
  }

  private PhoneNetwork network(List<byte[]> tickets, Random chance) {
    return switch (settings.transport()) {
      case HTTP -> new HttpPhoneNetwork(settings, tickets, loop, chance);
      case WS ->
          new LivePhoneNetwork(
              settings,
              tickets,
              loop,
              chance,
              (phone, shakeId, answer) -> seen.answered(settings.user(phone), shakeId, answer));
    };
  }

  /** People and bots that post by their behavior, instead of whoever is due at a fixed rate. */
  private BehaviorRunner begin(BotPlan plan) {
    BehaviorRunner those =
        new BehaviorRunner(
            plan,
            loop,
            new BehaviorRunner.Phones() {
              @Override
              public void shake(int phone, long atNanos) {
                started++;
                shakeOf(phone, PhoneQueue.NO_PLAN, atNanos);
              }

              @Override
              public boolean post(int phone, ReplyListener replyListener) {
                return network.post(phone, network.edgeOf(phone), Optional.empty(), replyListener);
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
    exit.stop();
    if (crowd.isPresent()) {
      end();
    }
  }

  /** Whether all shakes were sent, and all were answered or the grace is over. */
  boolean isOver() {
    return ended
        && ((pending.isEmpty() && claims.areOver() && exit.isOver() && policies.isOver())
            || System.nanoTime() - lastStartNanos() >= settings.grace().toNanos());
  }

  /** From when on nothing is begun any more. */
  private long lastStartNanos() {
    return exit.isOver() ? endedAtNanos : Math.max(endedAtNanos, exit.lastLookNanos());
  }

  AudienceProgress progress() {
    return tally.progress(pending.size());
  }

  /** What became of all that phones do besides shaking so far. */
  PhoneReports phoneReports() {
    return new PhoneReports(
        crowd.map(BehaviorRunner::report),
        network.liveReport(),
        settings.claimShare() > 0 ? Optional.of(claims.report()) : Optional.empty(),
        Optional.of(exit.report()).filter(report -> report.pace() != ExitPace.NONE),
        policies.report());
  }

  /** How the long connections do at the moment; empty over HTTP. */
  Optional<LiveProgress> liveProgress() {
    return network.liveProgress();
  }

  /** What became of the load; whatever is still unanswered becomes an error. */
  AudienceReport report() {
    for (ShakeAttempt attempt : List.copyOf(pending)) {
      attempt.runOutOfTime();
    }
    long loadNanos = Math.max(1, endedAtNanos - opening.atNanos());
    return tally.report(
        settings,
        times,
        crowd.isPresent() ? started : Math.min(planned(), times.plannedBefore(loadNanos)),
        loadNanos,
        opening.page().show(),
        beginsAtMillis);
  }

  /** Phones that have shaken so far. */
  BitSet shook() {
    return (BitSet) shook.clone();
  }

  private void startPlannedShakes() {
    long nowNanos = System.nanoTime();
    if (rate.getAsInt() != times.ratePerSecond()) {
      times.changeAt(nowNanos - opening.atNanos(), rate.getAsInt());
    }
    while (started < planned() && !cutShort && startsAtNanos(started) - nowNanos <= 0) {
      shake(startsAtNanos(started));
      started++;
    }
    if (cutShort || startsAtNanos(planned()) - nowNanos <= 0) {
      end();
    } else {
      loop.at(startsAtNanos(started), this::startPlannedShakes);
    }
  }

  private long planned() {
    return times.plannedBefore(settings.duration().toNanos());
  }

  private void end() {
    if (!ended) {
      ended = true;
      endedAtNanos = System.nanoTime();
      crowd.ifPresent(BehaviorRunner::stop);
      List.copyOf(pending).stream()
          .filter(ShakeAttempt::waitsAfterRefusal)
          .forEach(ShakeAttempt::stopWaiting);
    }
  }

  private long startsAtNanos(long shake) {
    return opening.atNanos() + times.startsAtNanos(shake);
  }

  private void shake(long startsAtNanos) {
    int phone = phones.take();
    if (phone == PhoneQueue.NONE) {
      tally.withoutTurn();
      return;
    }
    shakeOf(phone, phones.dueAt(phone, startsAtNanos + surelyNextTurnNanos()), startsAtNanos);
  }

  /** However long an answer takes: by then the phone's next turn has begun for certain. */
  private long surelyNextTurnNanos() {
    return TimeUnit.MILLISECONDS.toNanos(2 * opening.page().turnMillis());
  }

  private void shakeOf(int phone, int plan, long startsAtNanos) {
    if (pending.size() >= MAX_PENDING) {
      tally.error("too many unanswered", settings.user(phone));
      return;
    }
    tally.sent();
    shook.set(phone);
    ShakeAttempt attempt =
        new ShakeAttempt(
            network,
            tally,
            outcomes,
            opening.page().turnMillis(),
            phone,
            plan,
            startsAtNanos,
            settings.obeysCredit());
    pending.add(attempt);
    attempt.post();
  }

  private final class Outcomes implements ShakeAttempt.Listener {

    @Override
    public void heard(ShakeAttempt shake, HttpReply reply) {
      policies.heard(shake.phone(), reply.body());
    }

    @Override
    public void acknowledged(ShakeAttempt shake) {
      tally.acknowledged(shake.startsAtNanos());
      if (shake.wasRefused()) {
        tally.acceptedAfterRefusal(shake.plannedAtNanos(), shake.startsAtNanos());
      }
      seen.acknowledged(settings.user(shake.phone()), shake.shakeId().orElseThrow());
      listener.acknowledged(shake.sentAtMillis());
    }

    @Override
    public void refused(ShakeAttempt shake, long waitMillis) {
      if (ended) {
        shake.stopWaiting();
        return;
      }
      // Until it has posted this shake again it starts no other.
      long waitNanos = TimeUnit.MILLISECONDS.toNanos(waitMillis);
      long dueAtNanos = System.nanoTime() + waitNanos + surelyNextTurnNanos();
      shake.follow(phones.dueInsteadAt(shake.phone(), shake.plan(), dueAtNanos));
    }

    @Override
    public void ended(ShakeAttempt shake, Optional<PhoneProtocol.Done> done) {
      pending.remove(shake);
      if (shake.wasRefused() && !shake.isAcknowledged()) {
        tally.neverAccepted(shake.plannedAtNanos());
      }
      done.ifPresent(answered -> answered(shake, answered));
      boolean isDecided = done.filter(step -> step.answer().outcome().isPresent()).isPresent();
      if (!isDecided && shake.isAcknowledged()) {
        listener.gaveUp(shake.sentAtMillis());
      }
    }

    private void answered(ShakeAttempt shake, PhoneProtocol.Done done) {
      PhoneAnswer answer = done.answer();
      int phone = shake.phone();
      tally.answered(answer, shake.startsAtNanos());
      exit.afterAnswer(phone, done.packetsAfterMillis());
      shake.shakeId().ifPresent(id -> seen.answered(settings.user(phone), id, answer));
      if (answer.outcome().isPresent()) {
        listener.decided(shake.edge(), shake.sentAtMillis(), System.currentTimeMillis());
        claims.afterAnswer(phone, answer, done.claimToken());
        recheckBehavior.afterAnswer(phone, shake.shakeId().orElseThrow(), answer.result());
      }
      if (done.nextShakeAfterMillis() >= 0) {
        var unused =
            phones.dueInsteadAt(
                phone, shake.plan(), nextShakeNanos(shake, done.nextShakeAfterMillis()));
      }
    }

    private long nextShakeNanos(ShakeAttempt shake, long toldMillis) {
      return settings.obeysCredit()
          ? System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(toldMillis)
          : shake.startsAtNanos() + TimeUnit.MILLISECONDS.toNanos(opening.page().turnMillis());
    }
  }
}
