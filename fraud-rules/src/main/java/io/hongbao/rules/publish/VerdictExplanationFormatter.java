package io.hongbao.rules.publish;

import io.hongbao.rules.condition.EvaluatedComparison;
import io.hongbao.rules.model.Entity;
import io.hongbao.rules.ruleset.RuleSet.Lift;
import io.hongbao.rules.verdict.Verdict;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was said of somebody, in plain words. */
public final class VerdictExplanationFormatter {

  private final long nowMillis;
  private final DateTimeFormatter clock;

  /**
   * Words for an instant.
   *
   * @param zone in which times are told
   */
  public VerdictExplanationFormatter(long nowMillis, ZoneId zone) {
    this.nowMillis = nowMillis;
    this.clock = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss VV", Locale.ROOT).withZone(zone);
  }

  /**
   * Some lines.
   *
   * @param verdicts the latest of each rule
   * @param lifts of the rules in force
   */
  public String of(Entity entity, Collection<Verdict> verdicts, List<Lift> lifts) {
    if (verdicts.isEmpty()) {
      return entity + ": no verdict\n";
    }
    Optional<Lift> lift = lifts.stream().filter(each -> each.entity().equals(entity)).findFirst();
    StringBuilder text = new StringBuilder();
    for (Verdict verdict : verdicts) {
      text.append(of(verdict, lift));
    }
    return text.toString();
  }

  private String of(Verdict verdict, Optional<Lift> lift) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %s by rule %s, version %d, %s\n",
            verdict.entity(),
            verdict.level().name().toLowerCase(Locale.ROOT),
            verdict.ruleId(),
            verdict.ruleVersion(),
            status(verdict, lift)));
    text.append(
        String.format(
            Locale.ROOT,
            "  held from %s to %s\n",
            instant(verdict.firstMillis()),
            instant(verdict.lastMillis())));
    for (EvaluatedComparison comparison : verdict.operands()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %s: %s\n",
              comparison.text(),
              comparison.held() ? "holds" : "does not hold"));
    }
    if (verdict.operands().isEmpty()) {
      text.append("  it stands on the deny list\n");
    }
    text.append(
        String.format(
            Locale.ROOT,
            "  signals: %s\n",
            verdict.values().entrySet().stream()
                .map(each -> each.getKey() + " " + number(each.getValue()))
                .collect(Collectors.joining(", "))));
    if (verdict.windowNotFull()) {
      text.append("  the rule had not counted for the whole of its longest window yet\n");
    }
    return text.toString();
  }

  private String status(Verdict verdict, Optional<Lift> lift) {
    if (verdict.shadow()) {
      return "in shadow mode: the verdict has no effect";
    }
    if (lift.isPresent() && verdict.lastMillis() <= lift.get().atMillis()) {
      return "lifted at " + instant(lift.get().atMillis());
    }
    if (verdict.untilMillis() <= nowMillis) {
      return "expired at " + instant(verdict.untilMillis());
    }
    return String.format(
        Locale.ROOT,
        "until %s, %s from now",
        instant(verdict.untilMillis()),
        length(verdict.untilMillis() - nowMillis));
  }

  /** Roughly, as people say it. */
  private static String length(long millis) {
    long seconds = millis / 1_000;
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
  }

  private String instant(long millis) {
    return clock.format(Instant.ofEpochMilli(millis));
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "no data";
    }
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
