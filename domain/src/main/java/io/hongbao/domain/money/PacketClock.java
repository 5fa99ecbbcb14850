package io.hongbao.domain.money;

import io.hongbao.domain.money.PacketRecord.Due;
import io.hongbao.domain.money.PacketRecord.Expire;
import io.hongbao.domain.money.ShareState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Names the records that a clock should append for packets whose time is over. It decides nothing:
 * the log does. Where the log's clock is behind, a record may be void when it gets there, so the
 * caller must ask again until the packet has changed.
 */
public final class PacketClock {

  private PacketClock() {}

  /** The instant from which {@link #recordsDue} is not empty; empty if nothing waits for time. */
  public static OptionalLong nextAtMillis(PacketState state) {
    long next = expiresAtMillis(state);
    for (ShareState share : state.shares()) {
      if (share.phase() == Phase.CLAIMED) {
        next = Math.min(next, share.dueAtMillis());
      }
    }
    return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
  }

  /** The records to append at an instant; the same for the same values. */
  public static List<PacketRecord> recordsDue(String packetId, PacketState state, long nowMillis) {
    List<PacketRecord> records = new ArrayList<>();
    if (expiresAtMillis(state) <= nowMillis) {
      records.add(new Expire(packetId));
    }
    for (int i = 0; i < state.shares().size(); i++) {
      ShareState share = state.shares().get(i);
      if (share.phase() == Phase.CLAIMED && share.dueAtMillis() <= nowMillis) {
        records.add(new Due(packetId, i));
      }
    }
    return records;
  }

  /** The instant from which an Expire has something to give back. */
  private static long expiresAtMillis(PacketState state) {
    if (state.won().isEmpty() || state.won().get().isShadow()) {
      return Long.MAX_VALUE;
    }
    if (state.winnersShare().phase().isUntaken()) {
      return state.won().get().claimUntilMillis();
    }
    boolean anyUntaken =
        state.areSharesOpen()
            && state.shares().stream().anyMatch(share -> share.phase().isUntaken());
    return anyUntaken ? state.sharesUntilMillis() : Long.MAX_VALUE;
  }
}
