package io.hongbao.edge.answer;

import io.hongbao.cache.HeldPacket;
import io.hongbao.domain.draw.Outcome;
import io.hongbao.edge.json.JsonStrings;
import io.hongbao.edge.show.PrerenderedPlan;
import io.hongbao.edge.show.PrerenderedTurn;
import java.util.List;
import java.util.OptionalLong;

/** Writes answers as JSON by hand, around the parts that a plan has worked out before. */
public final class AnswerJson {

  /** A bucket that is closed for now may open any moment. */
  private static final long CLOSED_FOR_NOW_PAUSE_MILLIS = 1_000;

  private AnswerJson() {}

  /** The answer to a shake that was decided. */
  public static String of(
      PrerenderedTurn turn,
      Outcome outcome,
      PrerenderedPlan texts,
      OptionalLong nextShakeAfterMillis) {
    StringBuilder json = new StringBuilder(192).append(turn.jsonStart());
    json.append(",\"result\":\"").append(outcome.label()).append('"');
    if (outcome instanceof Outcome.Packet packet) {
      json.append(",\"packet\":{\"packetId\":");
      JsonStrings.append(json, packet.packetId()).append(",\"enterprise\":");
      JsonStrings.append(json, packet.enterpriseId())
          .append(",\"amountFen\":")
          .append(packet.amountFen())
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
  public static String closedForNow(PrerenderedTurn turn) {
    StringBuilder json = new StringBuilder(96).append(turn.jsonStart());
    return end(json.append(",\"result\":\"CLOSED\""), OptionalLong.of(CLOSED_FOR_NOW_PAUSE_MILLIS));
  }

  /** The answer while no wave is open. */
  public static String closed(OptionalLong millisToNextWave, long nowMillis) {
    StringBuilder json = new StringBuilder(96).append("{\"result\":\"CLOSED\"");
    if (millisToNextWave.isPresent()) {
      json.append(",\"nextOpensAtMs\":").append(nowMillis + millisToNextWave.getAsLong());
    }
    return end(json, millisToNextWave);
  }

  /** What a user holds. */
  public static String packets(List<HeldPacket> packets) {
    StringBuilder json = new StringBuilder(32 + 128 * packets.size()).append("{\"packets\":[");
    String separator = "";
    for (HeldPacket packet : packets) {
      json.append(separator).append("{\"packetId\":");
      JsonStrings.append(json, packet.packetId()).append(",\"wave\":");
      JsonStrings.append(json, packet.waveId()).append(",\"enterprise\":");
      JsonStrings.append(json, packet.enterpriseId())
          .append(",\"amountFen\":")
          .append(packet.amountFen())
          .append(",\"state\":\"WON\"}");
      separator = ",";
    }
    return json.append("]}").toString();
  }

  private static String end(StringBuilder json, OptionalLong nextShakeAfterMillis) {
    if (nextShakeAfterMillis.isPresent()) {
      json.append(",\"nextShakeAfterMs\":").append(nextShakeAfterMillis.getAsLong());
    }
    return json.append('}').toString();
  }
}
