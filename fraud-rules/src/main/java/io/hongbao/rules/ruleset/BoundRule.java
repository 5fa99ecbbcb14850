package io.hongbao.rules.ruleset;

import io.hongbao.rules.condition.Condition;
import io.hongbao.rules.model.Rule;
import java.util.List;

/**
 * A rule in force.
 *
 * @param version that verdicts name
 * @param condition over the values of the book's plan
 * @param places of its signals in those values, in the order of the rule's signals
 * @param fullAtMillis from when on every window of it has been counted for its whole length
 */
public record BoundRule(
    Rule rule, int version, Condition condition, List<Integer> places, long fullAtMillis) {

  public BoundRule {
    places = List.copyOf(places);
  }
}
