package io.hongbao.rehearsal.audience;

import java.util.Map;

/**
 * What became of phones that looked at their packets after a wave.
 *
 * @param pace when they did
 * @param phones how many there are
 * @param told how many had been told when to look by then
 * @param looked how many have heard their list
 * @param maxAskedPerSecond the most lists that were asked for in a second, counted from the close
 * @param maxListedPerSecond the most lists that were heard in a second
 * @param refusals what else they heard, and asked again
 * @param toList from the instant at which a phone meant to look to its list
 */
public record ExitReport(
    ExitPace pace,
    int phones,
    int told,
    int looked,
    int maxAskedPerSecond,
    int maxListedPerSecond,
    Map<String, Long> refusals,
    Latencies toList) {

  public ExitReport {
    refusals = Map.copyOf(refusals);
  }
}
