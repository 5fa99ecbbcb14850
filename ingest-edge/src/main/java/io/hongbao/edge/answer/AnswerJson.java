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
   * @param plan the number of the plan in force, by which phones notice that there is a new one
   * @param tokens makes the token of a packet; null for one that has none
   */
  public static String of(
      long plan,
      PrerenderedTurn turn,
      Outcome outcome,
      PrerenderedPlan texts,
      Function<Outcome.Packet, String> tokens,
      OptionalLong nextShakeAfterMillis) {
    StringBuilder json = start(192, plan).append(turn.jsonMember());
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
    return end(json, nextShakeAfterMillis);
  }

  /** The answer while a user's bucket is closed for a moment. */
  public static String closedForNow(long plan, PrerenderedTurn turn) {
    StringBuilder json = start(96, plan).append(turn.jsonMember());
    return end(json.append(",\"result\":\"CLOSED\""), OptionalLong.of(CLOSED_FOR_NOW_PAUSE_MILLIS));
  }

  /**
   * The answer while no wave is open.
   *
   * @param millisToNextWave empty if none follows, or none whose opening is known
   * @param nextShakeAfterMillis empty if there is nothing to come back for
   */
  public static String closed(
      long plan, OptionalLong millisToNextWave, OptionalLong nextShakeAfterMillis, long nowMillis) {
    StringBuilder json = start(96, plan).append(",\"result\":\"CLOSED\"");
    if (millisToNextWave.isPresent()) {
      json.append(",\"nextOpensAtMs\":").append(nowMillis + millisToNextWave.getAsLong());
    }
    return end(json, nextShakeAfterMillis);
  }

  private static StringBuilder start(int length, long plan) {
    return new StringBuilder(length).append("{\"plan\":").append(plan);
  }

  private static String end(StringBuilder json, OptionalLong nextShakeAfterMillis) {
    if (nextShakeAfterMillis.isPresent()) {
      json.append(",\"nextShakeAfterMs\":").append(nextShakeAfterMillis.getAsLong());
    }
    return json.append('}').toString();
  }
}
