package io.hongbao.rules.publish;

import io.hongbao.rules.model.Entity;
import io.hongbao.rules.model.Rule;
import io.hongbao.rules.model.Rule.RuleMode;
import io.hongbao.rules.verdict.RiskNote;
import io.hongbao.rules.verdict.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Of how many each rule spoke lately, and how often it could not tell. Not thread-safe. */
public final class RuleHits {

  private static final long MINUTE_MILLIS = TimeUnit.MINUTES.toMillis(1);
  private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);
  private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

  /** More than anybody looks at in an hour. */
  private static final long NOISY_IN_AN_HOUR = 10_000;

  private final long nowMillis;

  /** When each rule spoke of each entity last. */
  private final Map<String, Map<Entity, Long>> lastByRule = new HashMap<>();

  private final Map<String, Long> errorsByRule = new HashMap<>();

  public RuleHits(long nowMillis) {
    this.nowMillis = nowMillis;
  }

  /** Takes a verdict that the log took at an instant. */
  public void add(long atMillis, Verdict verdict) {
    if (nowMillis - atMillis < DAY_MILLIS) {
      lastByRule
          .computeIfAbsent(verdict.ruleId(), any -> new HashMap<>())
          .merge(verdict.entity(), atMillis, Math::max);
    }
  }

  /** Takes a note that the log took at an instant. */
  public void add(long atMillis, RiskNote note) {
    if (note.kind() == RiskNote.Kind.ERRORS && nowMillis - atMillis < DAY_MILLIS) {
      errorsByRule.merge(note.rule(), note.count(), Long::sum);
    }
  }

  /** For how many signal vectors a rule could not tell in the last day. */
  public long errorsInLastDay(String rule) {
    return errorsByRule.getOrDefault(rule, 0L);
  }

  public long inLastMinute(String rule) {
    return since(rule, MINUTE_MILLIS);
  }

  public long inLastHour(String rule) {
    return since(rule, HOUR_MILLIS);
  }

  public long inLastDay(String rule) {
    return since(rule, DAY_MILLIS);
  }

  /** A word for a rule to look at; empty if there is nothing to say. */
  public String remark(Rule rule, long inForceSinceMillis) {
    if (rule.mode() == RuleMode.OFF) {
      return "";
    }
    if (inLastHour(rule.id()) > NOISY_IN_AN_HOUR) {
      return "noisy";
    }
    boolean isNew = nowMillis - inForceSinceMillis < DAY_MILLIS;
    return inLastDay(rule.id()) == 0 && !isNew ? "silent" : "";
  }

  private long since(String rule, long lengthMillis) {
    return lastByRule.getOrDefault(rule, Map.of()).values().stream()
        .filter(atMillis -> nowMillis - atMillis < lengthMillis)
        .count();
  }
}
