package io.hongbao.show.live;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.draw.Curve;
import io.hongbao.domain.draw.WaveSchedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan adds to the plans before it, with how it is released: what an open wave gains is
 * released over the rest of it.
 *
 * @param campaign of what is added alone, an open wave as its rest
 * @param shiftsMillis of each open wave, how long after its opening that rest begins
 */
record AddedStock(Campaign campaign, Map<String, Long> shiftsMillis) {

  AddedStock {
    shiftsMillis = Map.copyOf(shiftsMillis);
  }

  /**
   * Of a plan that adds to others.
   *
   * @param activated the campaigns of all plans that were activated before it, one at least
   * @param atMillis from when what is added counts
   * @throws java.util.NoSuchElementException if the plan takes stock back, see {@link
   *     StockAddition}
   */
  static AddedStock of(List<Campaign> activated, Campaign plan, long atMillis) {
    Campaign before = activated.get(activated.size() - 1);
    Campaign added = StockAddition.of(activated, plan).added().orElseThrow();
    Map<String, Long> shiftsMillis = new HashMap<>();
    List<CampaignWave> waves = new ArrayList<>();
    for (CampaignWave wave : added.waves()) {
      long opensAtMillis = wave.schedule().opensAtMillis();
      boolean isOpen = before.wave(wave.id()).isPresent() && opensAtMillis < atMillis;
      if (isOpen) {
        shiftsMillis.put(wave.id(), atMillis - opensAtMillis);
      }
      waves.add(isOpen ? rest(wave, atMillis) : wave);
    }
    return new AddedStock(added.withWaves(waves), shiftsMillis);
  }

  private static CampaignWave rest(CampaignWave wave, long fromMillis) {
    WaveSchedule schedule = wave.schedule();
    Curve curve = wave.curve() instanceof Curve.Steps ? new Curve.Uniform() : wave.curve();
    return wave.at(
        new WaveSchedule(
            schedule.id(), fromMillis, schedule.closesAtMillis(), schedule.turnMillis()),
        curve);
  }
}
