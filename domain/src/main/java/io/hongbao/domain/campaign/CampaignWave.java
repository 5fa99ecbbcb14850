package io.hongbao.domain.campaign;

import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.Odds;
import io.hongbao.domain.draw.WaveSchedule;
import java.util.List;
import java.util.Objects;

/**
 * A wave as the campaign plans it.
 *
 * @param odds the share of turns that may win
 * @param greetingOdds the share of the others that get a greeting
 * @param pools one an enterprise
 */
public record CampaignWave(
    WaveSchedule schedule, Odds odds, Odds greetingOdds, Curve curve, List<Pool> pools) {

  public CampaignWave {
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(odds, "odds");
    Objects.requireNonNull(greetingOdds, "greetingOdds");
    Objects.requireNonNull(curve, "curve");
    pools = List.copyOf(pools);
    if (pools.stream().map(Pool::enterpriseId).distinct().count() != pools.size()) {
      throw new IllegalArgumentException(
          "wave " + schedule.id() + ": expected one pool an enterprise");
    }
  }

  public String id() {
    return schedule.id();
  }
}
