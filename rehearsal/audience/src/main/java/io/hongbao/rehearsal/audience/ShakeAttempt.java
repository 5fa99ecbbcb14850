package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.rehearsal.audience.PhoneProtocol.Step;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import io.hongbao.rehearsal.audience.http.ReplyListener.Failure;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One shake of a phone: sends what its {@link PhoneProtocol} says, counts what goes wrong on the
 * way, and tells its listener what came of it. For the loop's thread.
 */
final class ShakeAttempt implements ReplyListener {

  /** Hears what comes of a shake. */
  interface Listener {

    /** An edge said something of it, whatever that was. */
    void heard(ShakeAttempt shake, HttpReply reply);

    /** It is in the log; heard once, and before its end. */
    void acknowledged(ShakeAttempt shake);

    /** An edge refused it; it is posted again after so long, for the turn that is current then. */
    void refused(ShakeAttempt shake, long waitMillis);

    /** Nothing more is sent or heard; answered, unless it is empty. */
    void ended(ShakeAttempt shake, Optional<PhoneProtocol.Done> done);
  }

  /** A phone that does not care how long it was told to wait tries again so soon. */
  private static final long IMPATIENT_MILLIS = 500;

  private final PhoneNetwork network;
  private final AudienceTally tally;
  private final Listener listener;
  private final int phone;
  private final long plannedAtNanos;
  private final PhoneProtocol protocol;
  private final boolean obeysCredit;
  private final long turnMillis;
  private int plan;
  private long startsAtNanos;
  private long sentAtMillis = System.currentTimeMillis();
  private int edge;
  private int refusals;
  private boolean waits;
  private boolean posted;
  private boolean acknowledged;
  private boolean over;

  /**
   * A shake to be posted.
   *
   * @param plan of {@link PhoneQueue}, to be changed once the next turn is known
   * @param startsAtNanos when it was planned
   * @param obeysCredit whether it waits as long as a refusal says
   */
  ShakeAttempt(
      PhoneNetwork network,
      AudienceTally tally,
      Listener listener,
      long turnMillis,
      int phone,
      int plan,
      long startsAtNanos,
      boolean obeysCredit) {
    this.network = network;
    this.tally = tally;
    this.listener = listener;
    this.phone = phone;
    this.plan = plan;
    this.plannedAtNanos = startsAtNanos;
    this.startsAtNanos = startsAtNanos;
    this.obeysCredit = obeysCredit;
    this.turnMillis = turnMillis;
    this.protocol = new PhoneProtocol(nowMillis(), turnMillis);
    this.edge = network.edgeOf(phone);
  }

  int phone() {
    return phone;
  }

  int plan() {
    return plan;
  }

  /** The phone's plan was changed. */
  void follow(int changedPlan) {
    plan = changedPlan;
  }

  /** When the phone meant to shake. */
  long plannedAtNanos() {
    return plannedAtNanos;
  }

  /** From when its answer is waited for: when it was planned, or posted after its last refusal. */
  long startsAtNanos() {
    return startsAtNanos;
  }

  /** Whether an edge has refused it at least once. */
  boolean wasRefused() {
    return refusals > 0;
  }

  /** Whether it was refused, and the time to post it again has not come. */
  boolean waitsAfterRefusal() {
    return waits;
  }

  /** When it was first posted for the turn that it uses, epoch milliseconds. */
  long sentAtMillis() {
    return sentAtMillis;
  }

  /** The edge that it talks to now. */
  int edge() {
    return edge;
  }

  /** Of the turn, once an edge has told it. */
  Optional<ShakeId> shakeId() {
    return protocol.shakeId();
  }

  void post() {
    if (posted) {
      tally.repeated();
    }
    posted = true;
    require(network.post(phone, edge, protocol.shakeId(), this));
  }

  @Override
  public void replied(HttpReply reply) {
    if (over) {
      return;
    }
    listener.heard(this, reply);
    Step step = protocol.hears(reply, nowMillis());
    if (!(step instanceof PhoneProtocol.Refused)) {
      count(reply.status());
    }
    noteAcknowledgement();
    if (acknowledged && reply.status() == 404) {
      // A miss is told by the edge that logged it and by no other, which a phone does not know.
      goToNextEdge();
    }
    take(step);
  }

  @Override
  public void failed(Failure failure) {
    if (over) {
      return;
    }
    tally.trouble(failure.toString(), this::subject);
    goToNextEdge();
    take(protocol.hearsNothing(failure, nowMillis()));
  }

  private void count(int status) {
    switch (status) {
      case 404, 429, 503 -> tally.trouble("status " + status, this::subject);
      case 500, 502, 504 -> tally.error("status " + status, subject());
      default -> {}
    }
  }

  /** The load is over and this shake was not answered. */
  void runOutOfTime() {
    end(acknowledged ? "acknowledged, not answered" : "not accepted: no time left");
  }

  private void take(Step step) {
    if (step instanceof PhoneProtocol.Done done) {
      leave(Optional.of(done));
    } else if (step instanceof PhoneProtocol.PostAgain again) {
      network.afterSpread(again.afterMillis(), unlessOver(this::post));
    } else if (step instanceof PhoneProtocol.LookUp lookUp) {
      network.afterSpread(lookUp.afterMillis(), unlessOver(() -> lookUp(lookUp.location())));
    } else if (step instanceof PhoneProtocol.Refused refused) {
      waitToPost(refused);
    } else if (step instanceof PhoneProtocol.GiveUp giveUp) {
      end(giveUp.why());
    }
  }

  /** No more shakes are sent: one that was refused is not posted again. */
  void stopWaiting() {
    waits = false;
    tally.waitedAfterRefusal();
    leave(Optional.empty());
  }

  private void waitToPost(PhoneProtocol.Refused refused) {
    long waitMillis = obeysCredit ? refused.waitMillis() : IMPATIENT_MILLIS;
    refusals++;
    waits = true;
    tally.refused(refused.kind());
    // Spread by a part of a turn at most: the turn that it was told of shall still be current.
    long spreadMillis = Math.min(waitMillis, turnMillis);
    Runnable post = unlessOver(this::postAfterRefusal);
    network.after(waitMillis - spreadMillis, () -> network.afterSpread(spreadMillis, post));
    listener.refused(this, waitMillis);
  }

  private void postAfterRefusal() {
    waits = false;
    tally.waitedAfterRefusal();
    startsAtNanos = System.nanoTime();
    sentAtMillis = System.currentTimeMillis();
    protocol.beginsAgain(nowMillis());
    post();
  }

  private void goToNextEdge() {
    edge = (edge + 1) % network.edges();
  }

  private void end(String why) {
    leave(Optional.empty());
    tally.error(why, subject());
  }

  private void leave(Optional<PhoneProtocol.Done> done) {
    over = true;
    listener.ended(this, done);
  }

  private void lookUp(String location) {
    require(network.lookUp(phone, edge, location, this));
  }

  private void require(boolean sent) {
    if (!sent) {
      end("too many waiting for a connection");
    }
  }

  private Runnable unlessOver(Runnable action) {
    return () -> {
      if (!over) {
        action.run();
      }
    };
  }

  boolean isAcknowledged() {
    return acknowledged;
  }

  private void noteAcknowledgement() {
    if (!acknowledged && protocol.isAcknowledged()) {
      acknowledged = true;
      listener.acknowledged(this);
    }
  }

  private String subject() {
    return network.user(phone) + protocol.shakeId().map(id -> " " + id).orElse("");
  }

  private static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
