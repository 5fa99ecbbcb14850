package io.hongbao.rules.replay;

import java.util.Map;

/**
 * What a replay has gone through.
 *
 * @param events taken, late ones too
 * @param lateEvents that came when their beat had been counted; they count nowhere
 * @param cards evaluated
 * @param beats that had events
 * @param faults how often each rule could not tell, by its id
 */
public record RuleReplayTotals(
    long events, long lateEvents, long cards, long beats, Map<String, Long> faults) {

  public RuleReplayTotals {
    faults = Map.copyOf(faults);
  }
}
