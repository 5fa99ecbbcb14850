package io.hongbao.edge.claim;

import io.hongbao.domain.money.PacketRecord;
import io.hongbao.domain.money.PacketRecord.Claim;
import io.hongbao.domain.money.PacketRecord.Share;
import io.hongbao.domain.money.PacketState;

/**
 * Who claims which share of a packet.
 *
 * @param share 0 for the winner's
 */
public record ClaimKey(String packetId, int share, String user) {

  /**
   * The key of a claim.
   *
   * @throws IllegalArgumentException if the record is neither a Claim nor a Share
   */
  static ClaimKey of(PacketRecord record) {
    if (record instanceof Claim claim) {
      return new ClaimKey(claim.packetId(), 0, claim.user());
    }
    if (record instanceof Share share) {
      return new ClaimKey(share.packetId(), share.share(), share.user());
    }
    throw new IllegalArgumentException(record + ": expected a Claim or a Share");
  }

  /** Whether a claim by this user of this share would change nothing any more. */
  public boolean isDecidedIn(PacketState state) {
    if (state.won().isEmpty()) {
      return false;
    }
    if (state.won().get().isShadow() || share >= state.shares().size()) {
      return true;
    }
    boolean isTaken = !state.shares().get(share).phase().isUntaken();
    return share == 0
        ? isTaken || !state.won().get().user().equals(user)
        : isTaken || state.hasShare(user);
  }
}
