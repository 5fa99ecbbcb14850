package io.hongbao.proof.audit;

import io.hongbao.domain.draw.Bucket;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserTally;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.ControlCodec;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import io.hongbao.wire.records.SignedControl;
import io.hongbao.wire.records.TickRecord;
import io.hongbao.wire.records.WonRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

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
  private final Map<Integer, Bucket> buckets = new HashMap<>();
  private final Map<String, UserTally> tallies = new HashMap<>();

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
    draw();
    spoil();
    hear();
    replay();
  }

  private void draw() {
    for (InMemoryTopics.Logged logged : topics.log) {
      ShakesRecord record = ShakesRecord.decode(logged.key(), logged.value());
      if (record instanceof SignedControl control) {
        bucket(logged)
            .apply(control.verify(InMemoryTopics.KEYS.verifyingKey(), InMemoryTopics.SEALING_KEY));
      } else if (record instanceof ShakeRecord shake) {
        draw(logged, shake);
      }
    }
  }

  private void draw(InMemoryTopics.Logged logged, ShakeRecord shake) {
    DrawDecision decision =
        bucket(logged)
            .decide(
                shake.toShake(logged.partition(), logged.appendedAtMillis()),
                user -> tallies.getOrDefault(user, UserTally.EMPTY));
    acknowledge(shake);
    if (decision instanceof DrawDecision.Decided decided) {
      bucket(logged).accept(decided);
      decided.change().ifPresent(change -> tallies.put(shake.user(), change.tallyAfter()));
      if (decided.change().flatMap(DrawDecision.Change::taken).isPresent()) {
        topics.packets.add(won(logged, shake, (Outcome.Packet) decided.outcome()));
      }
      answer(shake, PhoneAnswer.of(decided.outcome()));
    } else {
      answer(shake, PhoneAnswer.CLOSED);
    }
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

  private void acknowledge(ShakeRecord shake) {
    topics.seen.add(
        new ShakeEvent.Acknowledged(
            InMemoryTopics.OPENS, InMemoryTopics.SHOW, shake.user(), shake.shakeId()));
  }

  private void answer(ShakeRecord shake, PhoneAnswer answer) {
    topics.seen.add(
        new ShakeEvent.Answered(
            InMemoryTopics.OPENS, InMemoryTopics.SHOW, shake.user(), shake.shakeId(), answer));
  }

  private Bucket bucket(InMemoryTopics.Logged logged) {
    return buckets.computeIfAbsent(
        logged.partition(), number -> new Bucket(InMemoryTopics.SHOW, number, new DrawEngine()));
  }

  private static WonRecord won(
      InMemoryTopics.Logged logged, ShakeRecord shake, Outcome.Packet packet) {
    return new WonRecord(
        packet.packetId(),
        InMemoryTopics.SHOW,
        shake.key().bucket(),
        shake.user(),
        shake.shakeId(),
        packet.enterpriseId(),
        packet.amountFen(),
        shake.riskLevel(),
        logged.partition(),
        logged.offset(),
        logged.appendedAtMillis());
  }
}
