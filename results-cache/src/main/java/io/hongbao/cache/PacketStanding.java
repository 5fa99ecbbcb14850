package io.hongbao.cache;

import io.hongbao.domain.money.PacketEngine;
import io.hongbao.domain.money.PacketState;
import java.util.Objects;

/**
 * Where a packet stands once a record of it is decided.
 *
 * @param offset of that record in its partition of {@code packets}, which is the same for all
 *     records of a packet: the higher one is the later
 * @param state that {@link PacketEngine} left; of a packet that was claimed ahead of its win too
 */
public record PacketStanding(String packetId, long offset, PacketState state) {

  public PacketStanding {
    Objects.requireNonNull(packetId, "packetId");
    Objects.requireNonNull(state, "state");
    if (offset < 0) {
      throw new IllegalArgumentException("offset " + offset + ": expected 0 or more");
    }
  }
}
