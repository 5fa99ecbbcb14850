package io.hongbao.edge.call;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.show.PrerenderedTurn;

/** The reply to a call, before a transport puts it into its own form. Immutable. */
public sealed interface EdgeReply {

  /**
   * The answer to a shake.
   *
   * @param json the whole object
   */
  record Answer(String json) implements EdgeReply {}

  /**
   * The log has the shake; its answer is not there yet.
   *
   * @param retryAfterSeconds how long to wait before asking; 0 if there is nothing to say
   */
  record Accepted(PrerenderedTurn turn, int retryAfterSeconds) implements EdgeReply {}

  /**
   * What a user holds.
   *
   * @param json the object {@code {"packets":[…]}}
   */
  record Packets(String json) implements EdgeReply {}

  /**
   * Where a packet, or a share of it, stands.
   *
   * @param json the whole object
   */
  record Packet(String json) implements EdgeReply {}

  /** The log has the claim of a packet; it is not decided yet. */
  record ClaimAccepted(String packetId) implements EdgeReply {}

  /**
   * What a user has in the wallet.
   *
   * @param json the whole object
   */
  record Wallet(String json) implements EdgeReply {}

  /**
   * The show.
   *
   * @param json the whole object
   * @param tag of all but its clock, as {@code ETag} has a weak one
   */
  record Show(String json, String tag) implements EdgeReply {}

  /** A refusal, or an error. */
  record Problem(HttpProblem problem) implements EdgeReply {}
}
