package io.hongbao.edge.show;

import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.campaign.Enterprise;
import io.hongbao.domain.campaign.Greeting;
import io.hongbao.edge.json.JsonStrings;
import io.hongbao.wire.records.PlanRecord;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The parts of answers that are the same for everybody, as JSON, worked out once a plan. */
public final class PrerenderedPlan {

  private final Map<String, String> resourcesOfEnterprises = new HashMap<>();
  private final Map<String, String> greetings = new HashMap<>();
  private final String waves;
  private final String shadowMark;
  private final long number;

  /** Written without a lock: a lost write costs making it again, never a wrong one. */
  private AnswerStart answerStart;

  /** How answers begin while a policy is the newest. */
  private record AnswerStart(int policy, String json) {}

  PrerenderedPlan(PlanRecord record) {
    this.number = record.number();
    this.shadowMark = record.kind().isShadow() ? ",\"shadow\":true" : "";
    for (Enterprise enterprise : record.campaign().enterprises()) {
      resourcesOfEnterprises.put(
          enterprise.id(), resources(enterprise.logo(), enterprise.background()));
    }
    for (Greeting greeting : record.campaign().greetings()) {
      greetings.put(
          greeting.id(),
          String.format(
              Locale.ROOT,
              ",\"greeting\":{\"id\":%s,\"text\":%s}%s",
              JsonStrings.quote(greeting.id()),
              JsonStrings.quote(greeting.text()),
              resources("", greeting.background())));
    }
    StringJoiner all = new StringJoiner(",", "[", "]");
    for (CampaignWave wave : record.campaign().waves()) {
      all.add(
          String.format(
              Locale.ROOT,
              "{\"id\":%s,\"opensAtMs\":%d,\"closesAtMs\":%d,\"secretSha256\":%s}",
              JsonStrings.quote(wave.id()),
              wave.schedule().opensAtMillis(),
              wave.schedule().closesAtMillis(),
              JsonStrings.quote(record.secrets().get(wave.id()).sha256())));
    }
    this.waves = all.toString();
  }

  /**
   * How every answer begins: with the numbers of the plan in force and of the newest phone policy,
   * by which phones notice newer ones.
   */
  public String answerStart(int policy) {
    AnswerStart atHand = answerStart;
    if (atHand == null || atHand.policy() != policy) {
      atHand = new AnswerStart(policy, "{\"plan\":" + number + ",\"policy\":" + policy);
      answerStart = atHand;
    }
    return atHand.json();
  }

  /**
   * The member {@code resources} of a packet's answer, with a comma before it; empty if the
   * enterprise has none.
   */
  public String resourcesOfEnterprise(String enterpriseId) {
    return resourcesOfEnterprises.getOrDefault(enterpriseId, "");
  }

  /**
   * The member {@code shadow} of a show and of each of its packets, with a comma before it; empty
   * unless it is a shadow show.
   */
  public String shadowMark() {
    return shadowMark;
  }

  /** What a greeting adds to its answer, its resources included, with a comma before it. */
  public String greeting(String greetingId) {
    String known = greetings.get(greetingId);
    return known != null ? known : ",\"greeting\":{\"id\":" + JsonStrings.quote(greetingId) + '}';
  }

  /** The value of {@code waves} in {@code /v1/show}. */
  public String waves() {
    return waves;
  }

  private static String resources(String logo, String background) {
    if (logo.isEmpty() && background.isEmpty()) {
      return "";
    }
    StringJoiner members = new StringJoiner(",", ",\"resources\":{", "}");
    if (!logo.isEmpty()) {
      members.add("\"logo\":" + JsonStrings.quote(logo));
    }
    if (!background.isEmpty()) {
      members.add("\"background\":" + JsonStrings.quote(background));
    }
    return members.toString();
  }
}
