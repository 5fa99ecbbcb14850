package io.hongbao.edge.answer;

import io.hongbao.domain.campaign.Channel;
import io.hongbao.domain.draw.WaveSecret;
import io.hongbao.edge.json.JsonStrings;
import io.hongbao.edge.show.PlannedWave;
import io.hongbao.edge.show.ShowPlan;
import io.hongbao.wire.records.ModeRecord.Mode;
import io.hongbao.wire.records.SecretsRecord;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes {@code GET /v1/show}. Nothing inside {@code waves} follows the clock. */
public final class ShowJson {

  private ShowJson() {}

  /**
   * A plan as phones see it at an instant.
   *
   * @param secrets of the waves, once the show is over
   * @param channel by which the phone's owner sees the show; the countdown is to what it shows
   */
  public static String of(
      ShowPlan plan,
      Mode mode,
      Optional<SecretsRecord> secrets,
      Optional<Channel> channel,
      long nowMillis) {
    StringBuilder json = new StringBuilder(256).append("{\"show\":");
    JsonStrings.append(json, plan.show())
        .append(plan.texts().shadowMark())
        .append(",\"serverTimeMs\":")
        .append(nowMillis)
        .append(",\"turnMillis\":")
        .append(turnMillis(plan))
        .append(",\"plan\":")
        .append(plan.number())
        .append(",\"mode\":")
        .append(mode.number())
        .append(",\"waves\":")
        .append(plan.texts().waves());
    appendWave(json.append(",\"running\":"), plan.openWaveAt(nowMillis));
    appendWave(json.append(",\"next\":"), plan.nextWaveAfter(nowMillis));
    long delayMillis = channel.map(Channel::delayMillis).orElse(0L);
    OptionalLong countdown = plan.millisToNextWave(nowMillis - delayMillis);
    json.append(",\"countdownMs\":");
    if (countdown.isPresent()) {
      json.append(countdown.getAsLong());
    } else {
      json.append("null");
    }
    channel.ifPresent(named -> json.append(",\"delayMs\":").append(named.delayMillis()));
    secrets.ifPresent(published -> appendSecrets(json, published));
    return json.append('}').toString();
  }

  /** Changes with everything that {@link #of} says, but for the clock and the countdown. */
  public static String tag(
      ShowPlan plan,
      Mode mode,
      Optional<SecretsRecord> secrets,
      Optional<Channel> channel,
      long nowMillis) {
    return "W/\""
        + String.join(
            ".",
            plan.show(),
            String.valueOf(plan.number()),
            String.valueOf(mode.number()),
            plan.openWaveAt(nowMillis).map(PlannedWave::id).orElse(""),
            plan.nextWaveAfter(nowMillis).map(PlannedWave::id).orElse(""),
            secrets.isPresent() ? "over" : "",
            channel.map(Channel::id).orElse(""))
        + '"';
  }

  private static void appendSecrets(StringBuilder json, SecretsRecord published) {
    String separator = ",\"secrets\":{";
    for (Map.Entry<String, WaveSecret> secret : published.secrets().entrySet()) {
      JsonStrings.append(json.append(separator), secret.getKey())
          .append(":\"")
          .append(HexFormat.of().formatHex(secret.getValue().bytes()))
          .append('"');
      separator = ",";
    }
    json.append(published.secrets().isEmpty() ? separator : "").append('}');
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
