package io.hongbao.edge.answer;

import io.hongbao.edge.json.JsonStrings;
import io.hongbao.edge.show.PlannedWave;
import io.hongbao.edge.show.ShowPlan;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes {@code GET /v1/show}. Nothing inside {@code waves} follows the clock. */
public final class ShowJson {

  private ShowJson() {}

  /** A plan as phones see it at an instant. */
  public static String of(ShowPlan plan, long nowMillis) {
    StringBuilder json = new StringBuilder(256).append("{\"show\":");
    JsonStrings.append(json, plan.show())
        .append(",\"serverTimeMs\":")
        .append(nowMillis)
        .append(",\"turnMillis\":")
        .append(turnMillis(plan))
        .append(",\"waves\":")
        .append(plan.texts().waves());
    appendWave(json.append(",\"running\":"), plan.openWaveAt(nowMillis));
    appendWave(json.append(",\"next\":"), plan.nextWaveAfter(nowMillis));
    OptionalLong countdown = plan.millisToNextWave(nowMillis);
    json.append(",\"countdownMs\":");
    if (countdown.isPresent()) {
      json.append(countdown.getAsLong());
    } else {
      json.append("null");
    }
    return json.append('}').toString();
  }

  /** All waves of a campaign have turns of one length. */
  private static int turnMillis(ShowPlan plan) {
    return plan.waves().isEmpty() ? 0 : plan.waves().get(0).schedule().turnMillis();
  }

  private static void appendWave(StringBuilder json, Optional<PlannedWave> wave) {
    if (wave.isPresent()) {
      JsonStrings.append(json, wave.get().id());
    } else {
      json.append("null");
    }
  }
}
