package io.hongbao.proof.audit;

import io.hongbao.domain.draw.ShakeId;
import io.hongbao.proof.phoneevents.PhoneAnswer;
import io.hongbao.proof.phoneevents.ShakeEvent;
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

  private final InMemoryTopics world = new InMemoryTopics();

  private HonestShow() {}

  public static InMemoryTopics world() {
    HonestShow show = new HonestShow();
    show.run();
    return show.world;
  }

  private void run() {
    world.plansBefore.add(InMemoryTopics.plan(1, COLAS, TEAS));
    world.appendLoad(COLAS, TEAS);
    world.appendShake("u1", 0, InMemoryTopics.OPENS - 10_000);
    for (int turn = 0; turn < 3; turn++) {
      for (String user : InMemoryTopics.users()) {
        world.appendShake(user, turn, InMemoryTopics.turnStart(user, turn) + 700);
      }
      InMemoryTopics.Logged repeated = world.log.get(world.log.size() - 3);
      world.append(
          repeated.partition(),
          repeated.appendedAtMillis() + 900,
          repeated.key(),
          repeated.value());
    }
    world.append(0, InMemoryTopics.OPENS + 20_000, null, new TickRecord("edge-1", 1).encode());
    new WorldDraw(world).draw();
    spoil();
    hear();
    replay();
  }

  private void spoil() {
    byte[] key = world.log.get(0).key();
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    world.letters.add(world.letterOf(world.append(0, InMemoryTopics.OPENS + 21_000, key, garbage)));
    world.letters.add(world.letterOf(world.append(1, InMemoryTopics.OPENS + 21_000, key, garbage)));
    SigningKey forger = SigningKey.generate().signingKey();
    world.letters.add(
        world.letterOf(
            world.appendControl(
                forger, 1, 4, ControlCodec.of(InMemoryTopics.seeds(InMemoryTopics.COLA, 5)))));
    world.letters.add(
        world.letterOf(
            world.appendControl(
                InMemoryTopics.KEYS.signingKey(),
                1,
                3,
                ControlCodec.of(InMemoryTopics.seeds(InMemoryTopics.TEA, 1)))));
  }

  /** Somebody shook before the show's End was known and hears of nothing but CLOSED. */
  private void hear() {
    world.seen.add(
        new ShakeEvent.Answered(
            InMemoryTopics.OPENS + 30_000,
            InMemoryTopics.SHOW,
            "u1",
            new ShakeId("second", 0),
            PhoneAnswer.CLOSED));
  }

  private void replay() {
    world.packets.addAll(world.packets.subList(2, 5));
    world.letters.add(world.letters.get(0));
  }
}
