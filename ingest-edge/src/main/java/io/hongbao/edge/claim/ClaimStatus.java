package io.hongbao.edge.claim;

import io.hongbao.domain.money.PacketState;

/** What has become of a claim. */
public sealed interface ClaimStatus {

  /** A record of its packet, this claim's or another, has decided it. */
  record Decided(PacketState state) implements ClaimStatus {}

  /** The log has it, and it is not decided as far as can be seen. */
  record Pending() implements ClaimStatus {}

  /** It is not known whether the log has it. */
  record Uncertain() implements ClaimStatus {}

  /** Nothing was sent. */
  record NotSent() implements ClaimStatus {}
}
