package io.hongbao.domain.money;

import io.hongbao.domain.money.PacketRecord.Won;
import io.hongbao.domain.risk.RiskLevel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The state of a packet, which follows from its records so far. It is kept as long as the topic
 * {@code packets}, so that a record that comes again years later changes nothing.
 *
 * @param won empty until the draw's record was read
 * @param sharesUntilMillis the log's time before which untaken shares cannot expire; 0 until the
 *     winner's claim became CLAIMED, and if the packet is not split
 * @param shares as many as the packet was split into; empty until it was won
 * @param waiting claims that were logged ahead of the win, of different users
 */
public record PacketState(
    Optional<Won> won,
    long sharesUntilMillis,
    List<ShareState> shares,
    List<WaitingClaim> waiting) {

  /** A claim that waits for the win. */
  public record WaitingClaim(String user, RiskLevel riskLevel) {

    public WaitingClaim {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(riskLevel, "riskLevel");
    }
  }

  /** Edges let only the holder of a signed token claim, so that one is the rule. */
  public static final int MAX_WAITING = 4;

  /** The state of a packet of which no record was read. */
  public static final PacketState UNKNOWN =
      new PacketState(Optional.empty(), 0, List.of(), List.of());

  public PacketState {
    Objects.requireNonNull(won, "won");
    shares = List.copyOf(shares);
    waiting = List.copyOf(waiting);
    if (shares.size() != won.map(Won::shares).orElse(0)) {
      throw new IllegalArgumentException(
          shares.size() + " shares: expected as many as the packet was split into");
    }
    if (sharesUntilMillis < 0) {
      throw new IllegalArgumentException(
          "sharesUntil " + sharesUntilMillis + ": expected 0 or more");
    }
    if (waiting.size() > (won.isPresent() ? 0 : MAX_WAITING)) {
      throw new IllegalArgumentException(
          waiting.size() + " waiting claims: expected at most " + MAX_WAITING + " before the win");
    }
  }

  /** The winner's share. */
  public ShareState winnersShare() {
    return shares.get(0);
  }

  /** Whether friends can take shares: the winner's claim is claimed and not held. */
  public boolean areSharesOpen() {
    return shares.size() > 1 && winnersShare().phase().isClaimed();
  }

  /** Whether somebody has a share of the packet: the winner, or a friend who took one. */
  public boolean hasShare(String user) {
    return won.isPresent()
        && (won.get().user().equals(user)
            || shares.stream().anyMatch(share -> share.friend().equals(user)));
  }

  /** The user who is paid for a share, empty while nobody is; the packet must have been won. */
  public String holder(int share) {
    return won.orElseThrow().holder(share, shares.get(share));
  }
}
