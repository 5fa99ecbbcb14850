package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.seen.HeardResult;
import io.hongbao.rehearsal.audience.http.Exchange;
import io.hongbao.rehearsal.audience.http.Failure;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.HttpRequest;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What phones ask after an answer, as their {@link Doubts} have it: for the same answer once more,
 * and for the list of their packets. Each is asked once; only what an edge does tell is recorded,
 * for it may be away or rebuild its cache, and old answers may be gone. For the loop's thread.
 */
final class SecondThoughts {

  /** An answer heard before this instant is asked about in a later millisecond. */
  private static final long SOONEST_MILLIS = 2;

  private final AudienceLoad load;
  private final Doubts doubts;
  private final Random chance;

  SecondThoughts(AudienceLoad load, Doubts doubts, Random chance) {
    this.load = load;
    this.doubts = doubts;
    this.chance = chance;
  }

  /** A phone heard the outcome of a shake for the first time. */
  void afterAnswer(int phone, ShakeId shakeId, HeardResult result) {
    if (doubts.areNone()) {
      return;
    }
    if (chance.nextDouble() < doubts.askAgainShare()) {
      later(anyPauseMillis(), () -> askAgain(phone, shakeId));
    }
    if (result == HeardResult.PACKET) {
      later(SOONEST_MILLIS, () -> askForPackets(phone));
    }
    if (chance.nextDouble() < doubts.packetsShare()) {
      later(anyPauseMillis(), () -> askForPackets(phone));
    }
  }

  private void askAgain(int phone, ShakeId shakeId) {
    int edge = chance.nextInt(load.edges());
    PhoneRequests requests = load.requests(edge);
    byte[] ticket = load.ticket(phone);
    HttpRequest request =
        chance.nextBoolean()
            ? requests.post(ticket, Optional.of(shakeId))
            : requests.lookUp(ticket, "/v1/shakes/" + shakeId);
    ask(phone, edge, request, body -> heardAgain(phone, shakeId, body));
  }

  private void heardAgain(int phone, ShakeId shakeId, byte[] body) {
    ReplyBody reply = ReplyBody.parse(body);
    reply
        .answer()
        .ifPresent(answer -> load.answered(phone, reply.shakeId().orElse(shakeId), answer));
  }

  private void askForPackets(int phone) {
    int edge = chance.nextInt(load.edges());
    HttpRequest request = load.requests(edge).packets(load.ticket(phone));
    long askedAtMillis = System.currentTimeMillis();
    ask(
        phone,
        edge,
        request,
        body -> load.heldPackets(phone, askedAtMillis, PacketsBody.parse(body)));
  }

  /** Requests beyond what the pool holds are left out: the shakes need it more. */
  private void ask(int phone, int edge, HttpRequest request, Consumer<byte[]> listener) {
    load.pool(edge).send(request, new Listener(phone, listener));
  }

  private long anyPauseMillis() {
    return SOONEST_MILLIS + chance.nextLong(doubts.withinAtMost().toMillis());
  }

  private void later(long pauseMillis, Runnable task) {
    load.loop().after(TimeUnit.MILLISECONDS.toNanos(pauseMillis), task);
  }

  /** Hears of one request. */
  private final class Listener implements Exchange {

    private final int phone;
    private final Consumer<byte[]> listener;

    Listener(int phone, Consumer<byte[]> listener) {
      this.phone = phone;
      this.listener = listener;
    }

    @Override
    public void replied(HttpReply reply) {
      if (reply.status() != 200) {
        load.tally().trouble("asked again: status " + reply.status(), () -> load.user(phone));
        return;
      }
      try {
        listener.accept(reply.body());
      } catch (IllegalArgumentException e) {
        load.tally().error("asked again: unreadable body", String.valueOf(e.getMessage()));
      }
    }

    @Override
    public void failed(Failure failure) {
      load.tally().trouble("asked again: " + failure, () -> load.user(phone));
    }
  }
}
