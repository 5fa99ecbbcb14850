package io.hongbao.rules.verdict;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.condition.EvaluatedComparison;
import io.hongbao.rules.model.Entity;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A rule's condition held for a signal vector.
 *
 * @param shadow whether the rule acts on nobody
 * @param windowNotFull whether the rule has not counted for the whole of its longest window yet
 * @param atMillis the end of the signal vector's evaluation second
 * @param forMillis how long the rule's verdict stands
 * @param values of the rule's signals by name
 * @param operands every comparison that was made
 */
public record Hit(
    Entity entity,
    String ruleId,
    int ruleVersion,
    RiskLevel level,
    boolean shadow,
    boolean windowNotFull,
    long atMillis,
    long forMillis,
    Map<String, Double> values,
    List<EvaluatedComparison> operands) {

  /**
   * The order in which an evaluation second's hits of an entity are taken, however they arrived.
   */
  static final Comparator<Hit> CANONICAL =
      Comparator.comparing(Hit::ruleId).thenComparing(hit -> hit.values().toString());

  public Hit {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    operands = List.copyOf(operands);
  }
}
