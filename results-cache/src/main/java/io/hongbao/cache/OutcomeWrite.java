package io.hongbao.cache;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.wire.records.DecidedShake;
import io.hongbao.wire.records.OutcomeCodec;
import java.util.Optional;

/** What Redis is to know of a decision, besides its place in a batch for the edge that waits. */
final class OutcomeWrite {

  private static final byte[] CLOSED = {1};
  private static final Optional<Outcome> MISS = Optional.of(Outcome.MISS);

  private OutcomeWrite() {}

  /** Whether a packet was won, which must be listed before anybody can read of it. */
  static boolean isWin(DecidedShake decided) {
    return decided.outcome().isPresent() && decided.outcome().get() instanceof Outcome.Packet;
  }

  /** The list entry of a win. */
  static HeldPacket heldPacket(DecidedShake win) {
    Outcome.Packet packet = (Outcome.Packet) win.outcome().orElseThrow();
    return new HeldPacket(
        packet.packetId(), win.shakeId().waveId(), packet.enterpriseId(), packet.amountFen());
  }

  /**
   * Whether a decision is kept under a key of its own, for whoever looks it up. A miss, which
   * nearly every decision is, is not: it is told once to the edge that waits. A miss that the edge
   * had to ask for again did not arrive, and is kept.
   */
  static boolean isKept(DecidedShake decided) {
    return decided.ownRepeat() || !decided.outcome().equals(MISS);
  }

  static byte[] key(DecidedShake decided) {
    String shakeId = decided.shakeId().toString();
    return decided.outcome().isPresent()
        ? RedisKeys.outcome(decided.show(), shakeId, decided.user())
        : RedisKeys.closed(decided.show(), shakeId, decided.user());
  }

  static byte[] value(DecidedShake decided) {
    return decided.outcome().map(OutcomeCodec::encode).orElse(CLOSED);
  }

  static long lifetimeMillis(DecidedShake decided, CacheSettings settings) {
    return decided.outcome().isPresent()
        ? decided.keptMillis()
        : settings.closedLifetime().toMillis();
  }
}
