package io.hongbao.domain.money;

import java.util.List;
import java.util.Objects;

/**
 * The decision on a record of a packet.
 *
 * @param after what to keep of the packet
 * @param effect what became of the record
 * @param entries to append to the ledger
 * @param instructions to append for the payout adapter
 * @param refusals why this record, or a claim that waited for it, makes no sense: for the dead
 *     letters
 */
public record PacketDecision(
    PacketState after,
    Effect effect,
    List<LedgerEntry> entries,
    List<PayoutInstruction> instructions,
    List<String> refusals) {

  /** The outcome of a record. */
  public enum Effect {
    /** It changed the packet. */
    CHANGED,
    /** It is kept until the draw's record comes. */
    WAITS,
    /** It says what is so already, or comes after what it competes with. */
    NOTHING_TO_DO,
    /** An Expire or Due before its time: the clock has to append it again. */
    TOO_EARLY,
    /** Shares cannot be taken while the winner's claim is missing or held. */
    SHARES_CLOSED,
    /** The share is another friend's, or was given back. */
    SHARE_GONE,
    /** The user has a share of the packet already; the winner counts as a friend. */
    HAS_SHARE,
    /** It makes no sense. */
    REFUSED
  }

  public PacketDecision {
    Objects.requireNonNull(after, "after");
    Objects.requireNonNull(effect, "effect");
    entries = List.copyOf(entries);
    instructions = List.copyOf(instructions);
    refusals = List.copyOf(refusals);
  }

  /** A record that leaves the packet as it is. */
  static PacketDecision unchanged(PacketState state, Effect effect) {
    return new PacketDecision(state, effect, List.of(), List.of(), List.of());
  }

  static PacketDecision refused(PacketState state, String why) {
    return new PacketDecision(state, Effect.REFUSED, List.of(), List.of(), List.of(why));
  }
}
