package io.hongbao.domain.campaign;

import io.hongbao.domain.draw.BeaconRound;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A wave as the campaign plans it.
 *
 * @param odds the share of turns that may win
 * @param greetingOdds the share of the others that get a greeting
 * @param curve how its packets are released, those that it carries included
 * @param pools one an enterprise; of new packets only, not of those that it carries
 * @param beacon the round whose value its lottery waits for
 * @param carriesFrom the earlier wave whose packets that are left move into this one
 */
public record CampaignWave(
    WaveSchedule schedule,
    Odds odds,
    Odds greetingOdds,
    Curve curve,
    List<Pool> pools,
    Optional<BeaconRound> beacon,
    Optional<String> carriesFrom) {

  public CampaignWave {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(odds, "odds");
    Objects.requireNonNull(greetingOdds, "greetingOdds");
    Objects.requireNonNull(curve, "curve");
    Objects.requireNonNull(beacon, "beacon");
    Objects.requireNonNull(carriesFrom, "carriesFrom");
    pools = List.copyOf(pools);
    if (pools.stream().map(Pool::enterpriseId).distinct().count() != pools.size()) {
      throw new IllegalArgumentException(
          "wave " + schedule.id() + ": expected one pool an enterprise");
    }
  }

  /** A wave without a beacon that carries nothing. */
  public CampaignWave(
      WaveSchedule schedule, Odds odds, Odds greetingOdds, Curve curve, List<Pool> pools) {
    this(schedule, odds, greetingOdds, curve, pools, Optional.empty(), Optional.empty());
  }

  /** The same wave at another time. */
  public CampaignWave at(WaveSchedule time) {
    return at(time, curve);
  }

  /** The same wave at another time, with another release. */
  public CampaignWave at(WaveSchedule time, Curve release) {
    return new CampaignWave(time, odds, greetingOdds, release, pools, beacon, carriesFrom);
  }

  /** The most packets that are released in any second; empty without a cap. */
  public OptionalInt maxWinsPerSecond() {
    return curve instanceof Curve.Capped capped
        ? OptionalInt.of(capped.maxPerSecond())
        : OptionalInt.empty();
  }

  public String id() {
    return schedule.id();
  }
}
