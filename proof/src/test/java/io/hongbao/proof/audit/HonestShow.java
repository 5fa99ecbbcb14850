package io.hongbao.proof.audit;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.TickRecord;
import java.nio.charset.StandardCharsets;

/**
 * {@link InMemoryTopics} in which every promise was kept, though not in an easy evening: shakes
 * came twice and too early, records damaged and forged, and the draw job restarted.
 */
public final class HonestShow {

  /** A bucket's seeds of cola, the last released after the last shake. */
  static final int COLAS = 20;

  /** A bucket's seeds of tea. */
  static final int TEAS = 6;

  private final InMemoryTopics topics = new InMemoryTopics();

  private HonestShow() {}

  public static InMemoryTopics world() {
    HonestShow show = new HonestShow();
    show.run();
    return show.topics;
  }

  private void run() {
    topics.plansBefore.add(InMemoryTopics.plan(1, COLAS, TEAS));
    topics.appendLoad(COLAS, TEAS);
    topics.appendShake("u1", 0, InMemoryTopics.OPENS - 10_000);
    for (int turn = 0; turn < 3; turn++) {
      for (String user : InMemoryTopics.users()) {
        topics.appendShake(user, turn, InMemoryTopics.turnStart(user, turn) + 700);
      }
      InMemoryTopics.Logged repeated = topics.log.get(topics.log.size() - 3);
      topics.append(
          repeated.partition(),
          repeated.appendedAtMillis() + 900,
          repeated.key(),
          repeated.value());
    }
    topics.append(0, InMemoryTopics.OPENS + 20_000, null, new TickRecord("edge-1", 1).encode());
    new TopicsDraw(topics).draw();
    spoil();
    hear();
    replay();
  }

  private void spoil() {
    byte[] key = topics.log.get(0).key();
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    topics.letters.add(
        topics.letterOf(topics.append(0, InMemoryTopics.OPENS + 21_000, key, garbage)));
    topics.letters.add(
        topics.letterOf(topics.append(1, InMemoryTopics.OPENS + 21_000, key, garbage)));
    SigningKey forger = SigningKey.generate().signingKey();
    topics.letters.add(
        topics.letterOf(
            topics.appendControl(
                forger, 1, 4, ControlCodec.of(InMemoryTopics.seeds(InMemoryTopics.COLA, 5)))));
    topics.letters.add(
        topics.letterOf(
            topics.appendControl(
                InMemoryTopics.KEYS.signingKey(),
                1,
                3,
                ControlCodec.of(InMemoryTopics.seeds(InMemoryTopics.TEA, 1)))));
  }

  /** Somebody shook before the show's End was known and hears of nothing but CLOSED. */
  private void hear() {
    topics.seen.add(
        new ShakeEvent.Answered(
            InMemoryTopics.OPENS + 30_000,
            InMemoryTopics.SHOW,
            "u1",
            new ShakeId("second", 0),
            PhoneAnswer.CLOSED));
  }

  private void replay() {
    topics.packets.addAll(topics.packets.subList(2, 5));
    topics.letters.add(topics.letters.get(0));
  }
}
