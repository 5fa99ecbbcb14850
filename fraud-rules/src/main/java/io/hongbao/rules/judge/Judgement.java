package io.hongbao.rules.judge;

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
public record Judgement(List<Verdict> told, Optional<VerdictRecord> effective) {

  static final Judgement NOTHING = new Judgement(List.of(), Optional.empty());

  public Judgement {
    told = List.copyOf(told);
  }

  public boolean isNothing() {
    return told.isEmpty() && effective.isEmpty();
  }
}
