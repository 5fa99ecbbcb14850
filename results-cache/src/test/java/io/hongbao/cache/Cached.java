package io.hongbao.cache;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.wire.records.DecidedShake;
import io.hongbao.wire.records.WonRecord;
import java.util.Optional;

/** Values that tests of the cache share. */
final class Cached {

  static final String SHOW = "gala";

  /** A second after every win. */
  static final long NOW_MILLIS = 2_000;

  static final String EDGE = "edge-1";
  static final String ALICE = "alice";
  static final Outcome.Packet COLA = new Outcome.Packet("gala.3.2.0", "cola", 188);
  static final Outcome GREETING = new Outcome.Greeting("stars");
  static final HeldPacket HELD_COLA = new HeldPacket("gala.3.2.0", "first", "cola", 188);

  private Cached() {}

  static DecidedShake decided(String user, String shakeId, Outcome outcome) {
    return decided(user, shakeId, false, Optional.of(outcome));
  }

  static DecidedShake closed(String user, String shakeId) {
    return decided(user, shakeId, false, Optional.empty());
  }

  /** A decision that the edge had to ask for again. */
  static DecidedShake askedAgain(String user, String shakeId, Outcome outcome) {
    return decided(user, shakeId, true, Optional.of(outcome));
  }

  /** A decision that can be looked up for so long. */
  static DecidedShake keptFor(long millis, String user, String shakeId, Outcome outcome) {
    return new DecidedShake(
        SHOW,
        user,
        ShakeId.parse(shakeId),
        EDGE,
        false,
        1_000,
        Optional.of(outcome),
        false,
        millis);
  }

  private static DecidedShake decided(
      String user, String shakeId, boolean ownRepeat, Optional<Outcome> outcome) {
    return new DecidedShake(SHOW, user, ShakeId.parse(shakeId), EDGE, ownRepeat, 1_000, outcome);
  }

  static AnswerKey key(String user, String shakeId) {
    return new AnswerKey(SHOW, user, ShakeId.parse(shakeId));
  }

  static WonRecord won(String user, String shakeId, Outcome.Packet packet) {
    return new WonRecord(
        packet.packetId(),
        SHOW,
        3,
        user,
        ShakeId.parse(shakeId),
        packet.enterpriseId(),
        packet.amountFen(),
        RiskLevel.NONE,
        3,
        17,
        1_000,
        false);
  }
}
