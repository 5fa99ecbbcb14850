package io.hongbao.domain.money;

import io.hongbao.domain.money.PacketRecord.Won;
import java.util.List;

/**
 * The worth of the packets of a batch, an enterprise or a show in fen, by the phases of their
 * shares. Packets of shadow shows are worth nothing.
 *
 * @param issuedFen won, whatever came of it: the sum of all others
 * @param unclaimedFen nobody has taken it
 * @param claimedFen owed and not paid yet
 * @param heldFen waiting for a person
 * @param paidFen paid
 * @param expiredFen given back since nobody took it
 * @param returnedFen given back since it was refused
 */
public record PacketTotals(
    long issuedFen,
    long unclaimedFen,
    long claimedFen,
    long heldFen,
    long paidFen,
    long expiredFen,
    long returnedFen) {

  public static final PacketTotals NONE = new PacketTotals(0, 0, 0, 0, 0, 0, 0);

  /** The worth of one packet. */
  public static PacketTotals of(PacketState state) {
    PacketTotals totals = NONE;
    if (state.won().filter(won -> !won.isShadow()).isEmpty()) {
      return totals;
    }
    Won won = state.won().get();
    List<ShareState> shares = state.shares();
    for (int i = 0; i < shares.size(); i++) {
      totals = totals.plus(of(shares.get(i), won.sharesFen().get(i)));
    }
    return totals;
  }

  /**
   * The worth of one share.
   *
   * @param fen of the share, 0 of a shadow show
   */
  public static PacketTotals of(ShareState share, long fen) {
    return switch (share.phase()) {
      case OPEN, MARKED -> new PacketTotals(fen, fen, 0, 0, 0, 0, 0);
      case CLAIMED, INSTRUCTED -> new PacketTotals(fen, 0, fen, 0, 0, 0, 0);
      case HELD -> new PacketTotals(fen, 0, 0, fen, 0, 0, 0);
      case PAID -> new PacketTotals(fen, 0, 0, 0, fen, 0, 0);
      case EXPIRED -> new PacketTotals(fen, 0, 0, 0, 0, fen, 0);
      case RETURNED -> new PacketTotals(fen, 0, 0, 0, 0, 0, fen);
    };
  }

  public PacketTotals plus(PacketTotals other) {
    return new PacketTotals(
        issuedFen + other.issuedFen,
        unclaimedFen + other.unclaimedFen,
        claimedFen + other.claimedFen,
        heldFen + other.heldFen,
        paidFen + other.paidFen,
        expiredFen + other.expiredFen,
        returnedFen + other.returnedFen);
  }
}
