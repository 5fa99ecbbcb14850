package io.hongbao.rehearsal.audience;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;
import io.hongbao.rehearsal.audience.http.HttpReply;
import io.hongbao.rehearsal.audience.http.ReplyListener;
import io.hongbao.rehearsal.audience.http.ReplyListener.Failure;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What phones ask after an answer, as their {@link RecheckSettings} have it: for the same answer
 * once more, and for the list of their packets. Each is asked once; only what an edge does tell is
 * recorded, for it may be away or rebuild its cache, and old answers may be gone. For the loop's
 * thread.
 */
final class RecheckBehavior {

  /** An answer heard before this instant is asked about in a later millisecond. */
  private static final long SOONEST_MILLIS = 2;

  private final PhoneNetwork network;
  private final AudienceTally tally;
  private final SeenRecorder seen;
  private final RecheckSettings settings;
  private final Random chance;

  /**
   * @param tally counts what goes wrong
   * @param seen gets what phones hear
   */
  RecheckBehavior(
      PhoneNetwork network,
      AudienceTally tally,
      SeenRecorder seen,
      RecheckSettings settings,
      Random chance) {
    this.network = network;
    this.tally = tally;
    this.seen = seen;
    this.settings = settings;
    this.chance = chance;
  }

  /** A phone heard the outcome of a shake for the first time. */
  void afterAnswer(int phone, ShakeId shakeId, AnswerResult result) {
    if (settings.areNone()) {
      return;
    }
    if (chance.nextDouble() < settings.askAgainShare()) {
      network.after(anyPauseMillis(), () -> askAgain(phone, shakeId));
    }
    if (result == AnswerResult.PACKET) {
      network.after(SOONEST_MILLIS, () -> askForPackets(phone));
    }
    if (chance.nextDouble() < settings.packetsShare()) {
      network.after(anyPauseMillis(), () -> askForPackets(phone));
    }
  }

  private void askAgain(int phone, ShakeId shakeId) {
    int edge = chance.nextInt(network.edges());
    ReplyListener listener = new Listener(phone, body -> heardAgain(phone, shakeId, body));
    // Requests beyond what the pool holds are left out: the shakes need it more.
    if (chance.nextBoolean()) {
      network.post(phone, edge, Optional.of(shakeId), listener);
    } else {
      network.lookUp(phone, edge, "/v1/shakes/" + shakeId, listener);
    }
  }

  private void heardAgain(int phone, ShakeId shakeId, byte[] body) {
    ReplyBody reply = ReplyBody.parse(body);
    reply
        .answer()
        .ifPresent(
            answer -> seen.answered(network.user(phone), reply.shakeId().orElse(shakeId), answer));
  }

  private void askForPackets(int phone) {
    int edge = chance.nextInt(network.edges());
    long askedAtMillis = System.currentTimeMillis();
    network.packets(
        phone,
        edge,
        new Listener(
            phone,
            body -> seen.heldPackets(network.user(phone), askedAtMillis, PacketsBody.parse(body))));
  }

  private long anyPauseMillis() {
    return SOONEST_MILLIS + chance.nextLong(settings.withinAtMost().toMillis());
  }

  /** Hears of one request. */
  private final class Listener implements ReplyListener {

    private final int phone;
    private final Consumer<byte[]> listener;

    Listener(int phone, Consumer<byte[]> listener) {
      this.phone = phone;
      this.listener = listener;
    }

    @Override
    public void replied(HttpReply reply) {
      if (reply.status() != 200) {
        tally.trouble("asked again: status " + reply.status(), () -> network.user(phone));
        return;
      }
      try {
        listener.accept(reply.body());
      } catch (IllegalArgumentException e) {
        tally.error("asked again: unreadable body", String.valueOf(e.getMessage()));
      }
    }

    @Override
    public void failed(Failure failure) {
      tally.trouble("asked again: " + failure, () -> network.user(phone));
    }
  }
}
