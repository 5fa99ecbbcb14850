package io.hongbao.rules.verdict;

import io.hongbao.wire.records.VerdictRecord;
import java.util.List;
import java.util.Optional;

/**
 * What came of judging.
 *
 * @param told verdicts of single rules, shadow ones too, that are new or noticeably extended
 * @param effective what edges must hear, if that changed: the highest verdict that is not shadow,
 *     or level none if what they know is taken back or the entity is allowed
 */
public record VerdictUpdate(List<Verdict> told, Optional<VerdictRecord> effective) {

  static final VerdictUpdate NOTHING = new VerdictUpdate(List.of(), Optional.empty());

  public VerdictUpdate {
    told = List.copyOf(told);
  }

  public boolean isNothing() {
    return told.isEmpty() && effective.isEmpty();
  }
}
