package io.hongbao.proof.audit;

import io.hongbao.domain.draw.Bucket;
import io.hongbao.domain.draw.DrawDecision;
import io.hongbao.domain.draw.DrawEngine;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.draw.UserTally;
import io.hongbao.proof.seen.HeardAnswer;
import io.hongbao.proof.seen.SeenEvent;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.records.ControlContent;
import io.hongbao.wire.records.ShakeRecord;
import io.hongbao.wire.records.ShakesRecord;
import io.hongbao.wire.records.SignedControl;
import io.hongbao.wire.records.TickRecord;
import io.hongbao.wire.records.WonRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A {@link World} in which every promise was kept, though not in an easy evening: shakes came twice
 * and too early, records damaged and forged, and the draw job restarted.
 */
public final class HonestShow {

  /** A bucket's seeds of cola, the last released after the last shake. */
  static final int COLAS = 20;

  /** A bucket's seeds of tea. */
  static final int TEAS = 6;

  private final World world = new World();
  private final Map<Integer, Bucket> buckets = new HashMap<>();
  private final Map<String, UserTally> tallies = new HashMap<>();

  private HonestShow() {}

  public static World world() {
    HonestShow show = new HonestShow();
    show.run();
    return show.world;
  }

  private void run() {
    world.plansBefore.add(World.plan(1, COLAS, TEAS));
    world.appendLoad(COLAS, TEAS);
    world.appendShake("u1", 0, World.OPENS - 10_000);
    for (int turn = 0; turn < 3; turn++) {
      for (String user : World.users()) {
        world.appendShake(user, turn, World.turnStart(user, turn) + 700);
      }
      World.Logged repeated = world.log.get(world.log.size() - 3);
      world.append(
          repeated.partition(),
          repeated.appendedAtMillis() + 900,
          repeated.key(),
          repeated.value());
    }
    world.append(0, World.OPENS + 20_000, null, new TickRecord("edge-1", 1).encode());
    draw();
    spoil();
    hear();
    replay();
  }

  private void draw() {
    for (World.Logged logged : world.log) {
      ShakesRecord record = ShakesRecord.decode(logged.key(), logged.value());
      if (record instanceof SignedControl control) {
        bucket(logged).apply(control.verify(World.KEYS.verifyingKey(), World.SEALING_KEY));
      } else if (record instanceof ShakeRecord shake) {
        draw(logged, shake);
      }
    }
  }

  private void draw(World.Logged logged, ShakeRecord shake) {
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
        world.packets.add(won(logged, shake, (Outcome.Packet) decided.outcome()));
      }
      answer(shake, HeardAnswer.of(decided.outcome()));
    } else {
      answer(shake, HeardAnswer.CLOSED);
    }
  }

  private void spoil() {
    byte[] key = world.log.get(0).key();
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    world.letters.add(world.letterOf(world.append(0, World.OPENS + 21_000, key, garbage)));
    world.letters.add(world.letterOf(world.append(1, World.OPENS + 21_000, key, garbage)));
    SigningKey forger = SigningKey.generate().signingKey();
    world.letters.add(
        world.letterOf(
            world.appendControl(forger, 1, 4, ControlContent.of(World.seeds(World.COLA, 5)))));
    world.letters.add(
        world.letterOf(
            world.appendControl(
                World.KEYS.signingKey(), 1, 3, ControlContent.of(World.seeds(World.TEA, 1)))));
  }

  /** Somebody shook before the show's End was known and hears of nothing but CLOSED. */
  private void hear() {
    world.seen.add(
        new SeenEvent.Answered(
            World.OPENS + 30_000, World.SHOW, "u1", new ShakeId("second", 0), HeardAnswer.CLOSED));
  }

  private void replay() {
    world.packets.addAll(world.packets.subList(2, 5));
    world.letters.add(world.letters.get(0));
  }

  private void acknowledge(ShakeRecord shake) {
    world.seen.add(
        new SeenEvent.Acknowledged(World.OPENS, World.SHOW, shake.user(), shake.shakeId()));
  }

  private void answer(ShakeRecord shake, HeardAnswer answer) {
    world.seen.add(
        new SeenEvent.Answered(World.OPENS, World.SHOW, shake.user(), shake.shakeId(), answer));
  }

  private Bucket bucket(World.Logged logged) {
    return buckets.computeIfAbsent(
        logged.partition(), number -> new Bucket(World.SHOW, number, new DrawEngine()));
  }

  private static WonRecord won(World.Logged logged, ShakeRecord shake, Outcome.Packet packet) {
    return new WonRecord(
        packet.packetId(),
        World.SHOW,
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
