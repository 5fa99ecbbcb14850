package io.hongbao.domain.money;

import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.money.PacketState.WaitingClaim;
import io.hongbao.domain.money.ShareState.Phase;
import io.hongbao.domain.risk.RiskLevel;
import java.util.List;

/** Engines with one wrong answer each. */
final class FaultyPacketEngines {

  private FaultyPacketEngines() {}

  /** A timer decides: an Expire counts whenever it comes. */
  static PacketEngine trustingTimers() {
    return new PacketEngine() {
      @Override
      boolean isEarly(long appendedAtMillis, long countsFromMillis) {
        return false;
      }
    };
  }

  /** A claim wins over an Expire that stands before it. */
  static PacketEngine claimingTheExpired() {
    return new PacketEngine() {
      @Override
      boolean mayBeTaken(ShareState share) {
        return super.mayBeTaken(share) || share.phase() == Phase.EXPIRED;
      }
    };
  }

  /** Nobody looks at the risk level of a claim. */
  static PacketEngine ignoringTheRisk() {
    return new PacketEngine() {
      @Override
      boolean isHeld(ShareState share, RiskLevel riskLevel) {
        return false;
      }
    };
  }

  /** An approval after a failed payout uses the key that has failed. */
  static PacketEngine approvingUnderTheSameKey() {
    return new PacketEngine() {
      @Override
      int stepAfter(int heldStep) {
        return Math.max(1, heldStep);
      }
    };
  }

  /** A late Paid counts for a claim that was held meanwhile. */
  static PacketEngine payingTheHeld() {
    return new PacketEngine() {
      @Override
      boolean isAwaited(ShareState share, int step) {
        return super.isAwaited(share, step)
            || (share.phase() == Phase.HELD && share.step() == step);
      }
    };
  }

  /** A friend may take every share. */
  static PacketEngine givingFriendsSeveralShares() {
    return new PacketEngine() {
      @Override
      boolean hasShare(PacketState state, String user) {
        return false;
      }
    };
  }

  /** A claim that is ahead of its win is forgotten. */
  static PacketEngine forgettingEarlyClaims() {
    return new PacketEngine() {
      @Override
      List<WaitingClaim> settling(List<WaitingClaim> waiting) {
        return List.of();
      }
    };
  }

  /** Every claim is paid at once. */
  static PacketEngine skippingTheGrace() {
    return new PacketEngine() {
      @Override
      long graceMillis(Won won) {
        return 0;
      }
    };
  }

  /** Shares can be taken as soon as the winner has claimed, also while that claim is held. */
  static PacketEngine openingSharesOfTheHeld() {
    return new PacketEngine() {
      @Override
      boolean areSharesOpen(PacketState state) {
        return state.areSharesOpen() || state.winnersShare().phase() == Phase.HELD;
      }
    };
  }

  /** Packets of shadow shows are packets like all others. */
  static PacketEngine payingShadowPackets() {
    return new PacketEngine() {
      @Override
      boolean maySettle(Won won) {
        return true;
      }
    };
  }

  /** What nobody has taken of a refused packet stays where it is. */
  static PacketEngine keepingSharesOfTheRefused() {
    return new PacketEngine() {
      @Override
      boolean goesBackWithWinner(ShareState share) {
        return false;
      }
    };
  }
}
