package io.hongbao.rules.verdict;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.condition.EvaluatedComparison;
import io.hongbao.rules.model.Entity;
import io.hongbao.wire.records.VerdictRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one rule says of one entity, and why.
 *
 * @param shadow whether it acts on nobody
 * @param windowNotFull whether the rule had not counted for the whole of its longest window
 * @param firstMillis the evaluation second in which the condition first held without a gap since
 * @param lastMillis the evaluation second in which it held last
 * @param untilMillis when it expires
 * @param values of the rule's signals by name, as of {@code lastMillis}
 * @param operands every comparison as evaluated then
 */
public record Verdict(
    Entity entity,
    String ruleId,
    int ruleVersion,
    RiskLevel level,
    boolean shadow,
    boolean windowNotFull,
    long firstMillis,
    long lastMillis,
    long untilMillis,
    Map<String, Double> values,
    List<EvaluatedComparison> operands) {

  public Verdict {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    operands = List.copyOf(operands);
  }

  /** Of a hit, first held at an instant. */
  static Verdict of(Hit hit, long firstMillis) {
    return new Verdict(
        hit.entity(),
        hit.ruleId(),
        hit.ruleVersion(),
        hit.level(),
        hit.shadow(),
        hit.windowNotFull(),
        firstMillis,
        hit.atMillis(),
        hit.atMillis() + hit.forMillis(),
        hit.values(),
        hit.operands());
  }

  long forMillis() {
    return untilMillis - lastMillis;
  }

  boolean isSameRule(Hit hit) {
    return ruleVersion == hit.ruleVersion() && level == hit.level() && shadow == hit.shadow();
  }

  /** What edges hear of it. */
  public VerdictRecord toRecord() {
    return new VerdictRecord(entity.kind(), entity.name(), level, untilMillis, ruleId, ruleVersion);
  }
}
