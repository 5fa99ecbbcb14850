package io.hongbao.edge.live;

import io.hongbao.edge.answer.HttpProblem;
import io.hongbao.edge.answer.PacketJson;
import io.hongbao.edge.call.EdgeReply;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Puts replies into the messages of a long connection. */
final class ServerMessages {

  private ServerMessages() {}

  /**
   * A reply as a message.
   *
   * @param call what it is the reply to: shake, packets, ticket, claim, or message for one that
   *     could not be read
   */
  static String of(String call, EdgeReply reply) {
    if (reply instanceof EdgeReply.Answer answer) {
      return "{\"answer\":" + answer.json() + '}';
    } else if (reply instanceof EdgeReply.Accepted accepted) {
      return accepted(accepted);
    } else if (reply instanceof EdgeReply.Packets packets) {
      return packets.json();
    } else if (reply instanceof EdgeReply.Packet packet) {
      return "{\"claim\":" + packet.json() + '}';
    } else if (reply instanceof EdgeReply.ClaimAccepted claim) {
      return "{\"accepted\":" + PacketJson.pending(claim.packetId()) + '}';
    } else if (reply instanceof EdgeReply.Show show) {
      return "{\"show\":" + show.json() + '}';
    } else if (reply instanceof EdgeReply.Problem problem) {
      return problem(call, problem.problem());
    }
    throw new IllegalStateException("no message for " + reply);
  }

  /** The answer to a shake of an earlier connection, which this one has not asked for. */
  static String recalled(EdgeReply reply) {
    String message = of("shake", reply);
    return message.substring(0, message.length() - 1) + ",\"recalled\":true}";
  }

  private static String accepted(EdgeReply.Accepted accepted) {
    String shake = new String(accepted.turn().pendingJson(), StandardCharsets.US_ASCII);
    return "{\"accepted\":" + withRetry(shake, accepted.retryAfterSeconds()) + '}';
  }

  /** What HTTP says in headers and by the place of a reply stands in the problem. */
  private static String problem(String call, HttpProblem problem) {
    String json = new String(problem.json(), StandardCharsets.UTF_8);
    return "{\"problem\":{\"call\":\""
        + call
        + "\","
        + withRetry(json, problem.retryAfterSeconds()).substring(1)
        + '}';
  }

  private static String withRetry(String json, int retryAfterSeconds) {
    return retryAfterSeconds == 0
        ? json
        : "{\"retryAfterMs\":"
            + TimeUnit.SECONDS.toMillis(retryAfterSeconds)
            + ','
            + json.substring(1);
  }
}
