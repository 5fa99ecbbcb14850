package io.hongbao.proof.phoneevents;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.Outcome.LimitReason;
import io.hongbao.proof.phoneevents.PhoneAnswer.AnswerResult;

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
  public PhoneAnswer toAnswer() {
    AnswerResult heard = AnswerResult.valueOf(required("result", result));
    return switch (heard) {
      case PACKET ->
          PhoneAnswer.of(
              new Outcome.Packet(
                  required("packetId", packetId), required("enterprise", enterpriseId), amountFen));
      case GREETING -> PhoneAnswer.of(new Outcome.Greeting(required("greeting", greetingId)));
      case MISS -> PhoneAnswer.of(Outcome.MISS);
      case LIMITED ->
          PhoneAnswer.of(new Outcome.Limited(LimitReason.valueOf(required("reason", reason))));
      case CLOSED -> PhoneAnswer.CLOSED;
      case BUSY -> PhoneAnswer.BUSY;
    };
  }

  private static String required(String name, String value) {
    if (value == null) {
      throw new IllegalArgumentException("answer without " + name);
    }
    return value;
  }
}
