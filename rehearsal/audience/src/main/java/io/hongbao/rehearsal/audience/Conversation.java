package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.rehearsal.audience.Dialogue.Step;
import io.hongbao.rehearsal.audience.http.Exchange;
import io.hongbao.rehearsal.audience.http.Failure;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One shake of a phone: sends what its {@link Dialogue} says, and counts what came of it. */
final class Conversation implements Exchange {

  private final AudienceLoad load;
  private final int phone;
  private final int plan;
  private final long startsAtNanos;
  private final long sentAtMillis = System.currentTimeMillis();
  private final Dialogue dialogue;
  private int edge;
  private boolean posted;
  private boolean acknowledged;
  private boolean over;

  /**
   * A shake to be posted.
   *
   * @param plan of {@link Phones}, to be changed once the next turn is known
   * @param startsAtNanos when it was planned
   */
  Conversation(AudienceLoad load, int phone, int plan, long startsAtNanos) {
    this.load = load;
    this.phone = phone;
    this.plan = plan;
    this.startsAtNanos = startsAtNanos;
    this.dialogue = new Dialogue(nowMillis(), load.turnMillis());
    this.edge = phone % load.edges();
  }

  void post() {
    if (posted) {
      load.tally().repeated();
    }
    posted = true;
    send(load.requests(edge).post(load.ticket(phone), dialogue.shakeId()));
  }

  @Override
  public void replied(HttpReply reply) {
    if (over) {
      return;
    }
    switch (reply.status()) {
      case 200, 202 -> {}
      case 404, 429, 503 -> load.tally().trouble("status " + reply.status(), this::subject);
      case 500, 502, 504 -> load.tally().error("status " + reply.status(), subject());
      default -> {}
    }
    Step step = dialogue.hears(reply, nowMillis());
    noteAcknowledgement();
    take(step);
  }

  @Override
  public void failed(Failure failure) {
    if (over) {
      return;
    }
    load.tally().trouble(failure.toString(), this::subject);
    edge = (edge + 1) % load.edges();
    take(dialogue.hearsNothing(failure, nowMillis()));
  }

  /** The load is over and this shake was not answered. */
  void runOutOfTime() {
    end(acknowledged ? "acknowledged, not answered" : "not accepted: no time left");
  }

  private void take(Step step) {
    if (step instanceof Dialogue.Done done) {
      finish(done);
    } else if (step instanceof Dialogue.PostAgain again) {
      after(again.afterMillis(), this::post);
    } else if (step instanceof Dialogue.LookUp lookUp) {
      after(lookUp.afterMillis(), () -> lookUp(lookUp.location()));
    } else if (step instanceof Dialogue.Slowed) {
      leave();
      load.tally().trouble("slowed by a verdict", this::subject);
    } else if (step instanceof Dialogue.GiveUp giveUp) {
      end(giveUp.why());
    }
  }

  private void finish(Dialogue.Done done) {
    leave();
    load.tally().answered(done.answer(), startsAtNanos);
    Optional<ShakeId> shakeId = dialogue.shakeId();
    shakeId.ifPresent(id -> load.answered(phone, id, done.answer()));
    if (done.answer().outcome().isPresent()) {
      load.decided(
          phone, edge, sentAtMillis, dialogue.shakeId().orElseThrow(), done.answer().result());
    }
    if (done.nextShakeAfterMillis() >= 0) {
      load.nextShakeAfter(phone, plan, done.nextShakeAfterMillis());
    }
  }

  private void end(String why) {
    leave();
    load.tally().error(why, subject());
  }

  private void leave() {
    over = true;
    load.over(this);
  }

  private void lookUp(String location) {
    send(load.requests(edge).lookUp(load.ticket(phone), location));
  }

  private void send(HttpRequest request) {
    if (!over && !load.pool(edge).send(request, this)) {
      end("too many waiting for a connection");
    }
  }

  private void after(long pauseMillis, Runnable action) {
    if (pauseMillis == 0) {
      action.run();
    } else {
      load.loop().after(load.spread(TimeUnit.MILLISECONDS.toNanos(pauseMillis)), action);
    }
  }

  private void noteAcknowledgement() {
    if (!acknowledged && dialogue.isAcknowledged()) {
      acknowledged = true;
      load.tally().acknowledged(startsAtNanos);
      load.acknowledged(phone, dialogue.shakeId().orElseThrow());
    }
  }

  private String subject() {
    return load.user(phone) + dialogue.shakeId().map(id -> " " + id).orElse("");
  }

  private static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
