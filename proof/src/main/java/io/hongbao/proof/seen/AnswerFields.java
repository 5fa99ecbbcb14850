package io.hongbao.proof.seen;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.Outcome.LimitReason;

/**
 * The fields of an answer as they come in from JSON, in any order; at the end they must make one
 * answer. Not thread-safe.
 */
public final class AnswerFields {

  private String result;
  private String packetId;
  private String enterpriseId;
  private long amountFen;
  private String reason;
  private String greetingId;

  public void result(String value) {
    result = value;
  }

  public void packetId(String value) {
    packetId = value;
  }

  public void enterpriseId(String value) {
    enterpriseId = value;
  }

  public void amountFen(long value) {
    amountFen = value;
  }

  public void reason(String value) {
    reason = value;
  }

  public void greetingId(String value) {
    greetingId = value;
  }

  /**
   * The answer.
   *
   * @throws IllegalArgumentException if a field that its result needs is missing, or none allows
   */
  public HeardAnswer toAnswer() {
    HeardResult heard = HeardResult.valueOf(required("result", result));
    return switch (heard) {
      case PACKET ->
          HeardAnswer.of(
              new Outcome.Packet(
                  required("packetId", packetId), required("enterprise", enterpriseId), amountFen));
      case GREETING -> HeardAnswer.of(new Outcome.Greeting(required("greeting", greetingId)));
      case MISS -> HeardAnswer.of(Outcome.MISS);
      case LIMITED ->
          HeardAnswer.of(new Outcome.Limited(LimitReason.valueOf(required("reason", reason))));
      case CLOSED -> HeardAnswer.CLOSED;
      case BUSY -> HeardAnswer.BUSY;
    };
  }

  private static String required(String name, String value) {
    if (value == null) {
      throw new IllegalArgumentException("answer without " + name);
    }
    return value;
  }
}
