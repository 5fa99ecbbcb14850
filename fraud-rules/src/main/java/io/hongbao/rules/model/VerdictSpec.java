package io.hongbao.rules.model;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import io.hongbao.yaml.DurationFormatter;
import java.util.Objects;

/**
 * What a rule says when its condition holds.
 *
 * @param on about whom
 * @param level above none
 * @param forMillis how long it stands after the condition held last: 1 s to 30 days
 */
public record VerdictSpec(EntityKind on, RiskLevel level, long forMillis) {

  public static final long SHORTEST_MILLIS = 1_000;
  public static final long LONGEST_MILLIS = 30L * 24 * 60 * 60 * 1_000;

  public VerdictSpec {
    Objects.requireNonNull(on, "on");
    if (level == RiskLevel.NONE) {
      throw new IllegalArgumentException("level none: expected one that says something");
    }
    if (forMillis < SHORTEST_MILLIS || forMillis > LONGEST_MILLIS) {
      throw new IllegalArgumentException(
          "for " + DurationFormatter.format(forMillis) + ": expected 1s to 720h");
    }
  }
}
