package io.hongbao.show.campaign;

import io.hongbao.domain.Names;
import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.draw.WaveSchedule;
import java.util.List;
import java.util.Optional;

/**
 * What a campaign file that is staged for a running show needs to know of it: the relative times of
 * a wave that is loaded mean its stored times.
 *
 * @param show its name
 * @param schedules of its waves, as they are in force
 */
public record LoadedShow(String show, List<WaveSchedule> schedules) {

  public LoadedShow {
    Names.requireId("show", show);
    schedules = List.copyOf(schedules);
  }

  /** The show of the campaign that is in force. */
  public static LoadedShow of(Campaign campaign) {
    return new LoadedShow(
        campaign.show(), campaign.waves().stream().map(CampaignWave::schedule).toList());
  }

  Optional<WaveSchedule> schedule(String waveId) {
    return schedules.stream().filter(schedule -> schedule.id().equals(waveId)).findFirst();
  }
}
