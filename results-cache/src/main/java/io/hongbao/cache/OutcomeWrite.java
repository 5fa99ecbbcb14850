package io.hongbao.cache;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.wire.records.DecidedShake;
import io.hongbao.wire.records.OutcomeBytes;
import java.util.Optional;

/**
 * A decision made ready for Redis.
 *
 * @param key where it goes
 * @param value what is written
 * @param lifetimeMillis how long it stays
 * @param packet what must be in the user's list before; empty unless a packet was won
 */
@SuppressWarnings("ArrayRecordComponent") // on its way to Redis, never compared
record OutcomeWrite(
    DecidedShake decided,
    byte[] key,
    byte[] value,
    long lifetimeMillis,
    Optional<HeldPacket> packet) {

  private static final byte[] CLOSED = {1};

  /**
   * Makes a decision ready.
   *
   * @throws io.hongbao.wire.records.MalformedRecordException if its outcome cannot be read
   * @throws IllegalArgumentException if its shake id cannot be read
   */
  static OutcomeWrite of(DecidedShake decided, CacheSettings settings) {
    if (decided.isClosed()) {
      return new OutcomeWrite(
          decided,
          RedisKeys.closed(decided.show(), decided.shakeId(), decided.user()),
          CLOSED,
          settings.closedLifetime().toMillis(),
          Optional.empty());
    }
    return new OutcomeWrite(
        decided,
        RedisKeys.outcome(decided.show(), decided.shakeId(), decided.user()),
        decided.outcome(),
        settings.answerLifetime().toMillis(),
        packet(decided));
  }

  private static Optional<HeldPacket> packet(DecidedShake decided) {
    if (OutcomeBytes.decode(decided.outcome()) instanceof Outcome.Packet packet) {
      String waveId = ShakeId.parse(decided.shakeId()).waveId();
      return Optional.of(
          new HeldPacket(packet.packetId(), waveId, packet.enterpriseId(), packet.amountFen()));
    }
    return Optional.empty();
  }
}
