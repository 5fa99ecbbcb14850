package io.hongbao.rehearsal.audience;

import java.util.Map;

/**
 * What became of claims.
 *
 * @param states how many claims heard that their packet stands so; {@link #UNDECIDED} for those of
 *     which no phone heard a decision, {@link #REFUSED} for those that an edge refused
 * @param toDecision from the first post of a claim to the reply that says where the packet stands
 */
public record ClaimReport(Map<String, Long> states, Latencies toDecision) {

  public static final String UNDECIDED = "undecided";
  public static final String REFUSED = "refused";

  public ClaimReport {
    states = Map.copyOf(states);
  }
}
