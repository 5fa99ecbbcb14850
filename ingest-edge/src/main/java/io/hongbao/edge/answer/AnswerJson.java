package io.hongbao.edge.answer;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.json.JsonStrings;
import io.hongbao.edge.show.PrerenderedPlan;
import io.hongbao.edge.show.PrerenderedTurn;
import java.util.OptionalLong;
import java.util.function.Function;

/** Writes answers as JSON by hand, around the parts that a plan has worked out before. */
public final class AnswerJson {

  /** A bucket that is closed for now may open any moment. */
  private static final long CLOSED_FOR_NOW_PAUSE_MILLIS = 1_000;

  private AnswerJson() {}

  /**
   * The answer to a shake that was decided.
   *
   * @param start how every answer begins, as {@link PrerenderedPlan#answerStart} has it
   * @param tokens makes the token of a packet; null for one that has none
   * @param packetsAfterMillis when the user shall look at the packets; empty but for the last
   *     answers of a wave
   */
  public static String of(
      String start,
      PrerenderedTurn turn,
      Outcome outcome,
      PrerenderedPlan texts,
      Function<Outcome.Packet, String> tokens,
      OptionalLong nextShakeAfterMillis,
      OptionalLong packetsAfterMillis) {
    StringBuilder json = start(192, start).append(turn.jsonMember());
    json.append(",\"result\":\"").append(outcome.label()).append('"');
    if (outcome instanceof Outcome.Packet packet) {
      json.append(",\"packet\":{\"packetId\":");
      JsonStrings.append(json, packet.packetId()).append(",\"enterprise\":");
      JsonStrings.append(json, packet.enterpriseId())
          .append(",\"amountFen\":")
          .append(packet.amountFen());
      PacketJson.appendToken(json, tokens.apply(packet));
      json.append(texts.shadowMark())
          .append('}')
          .append(texts.resourcesOfEnterprise(packet.enterpriseId()));
    } else if (outcome instanceof Outcome.Greeting greeting) {
      json.append(texts.greeting(greeting.greetingId()));
    } else if (outcome instanceof Outcome.Limited limited) {
      json.append(",\"reason\":\"").append(limited.reason()).append('"');
    }
    return end(json, nextShakeAfterMillis, packetsAfterMillis);
  }

  /** The answer while a user's bucket is closed for a moment. */
  public static String closedForNow(String start, PrerenderedTurn turn) {
    StringBuilder json = start(96, start).append(turn.jsonMember());
    return end(
        json.append(",\"result\":\"CLOSED\""),
        OptionalLong.of(CLOSED_FOR_NOW_PAUSE_MILLIS),
        OptionalLong.empty());
  }

  /**
   * The answer while no wave is open.
   *
   * @param millisToNextWave empty if none follows, or none whose opening is known
   * @param nextShakeAfterMillis empty if there is nothing to come back for
   * @param packetsAfterMillis as above
   */
  public static String closed(
      String start,
      OptionalLong millisToNextWave,
      OptionalLong nextShakeAfterMillis,
      OptionalLong packetsAfterMillis,
      long nowMillis) {
    StringBuilder json = start(96, start).append(",\"result\":\"CLOSED\"");
    if (millisToNextWave.isPresent()) {
      json.append(",\"nextOpensAtMs\":").append(nowMillis + millisToNextWave.getAsLong());
    }
    return end(json, nextShakeAfterMillis, packetsAfterMillis);
  }

  private static StringBuilder start(int length, String start) {
    return new StringBuilder(length).append(start);
  }

  private static String end(
      StringBuilder json, OptionalLong nextShakeAfterMillis, OptionalLong packetsAfterMillis) {
    if (nextShakeAfterMillis.isPresent()) {
      json.append(",\"nextShakeAfterMs\":").append(nextShakeAfterMillis.getAsLong());
    }
    if (packetsAfterMillis.isPresent()) {
      json.append(",\"packetsAfterMs\":").append(packetsAfterMillis.getAsLong());
    }
    return json.append('}').toString();
  }
}
