package io.hongbao.rehearsal.system;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.domain.campaign.CampaignWave;
import io.hongbao.domain.draw.WaveSchedule;
import io.hongbao.ops.system.LocalKeys;
import io.hongbao.ops.system.ShowSystem;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.live.ActiveShows;
import io.hongbao.show.live.ShowRefusedException;
import io.hongbao.show.live.ShowSettings;
import io.hongbao.show.live.ShowState;
import io.hongbao.show.load.PracticeShow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Practice shows in the system's own log. */
final class KafkaPracticeStage implements PracticeStage {

  private static final String NAME_PREFIX = "practice-";

  /** As in a small show: what is warm in one bucket is warm in all. */
  private static final int BUCKETS = 4;

  /**
   * How much more than the shortest lead there is before the opening, on a quiet machine and on a
   * busy one. A plan that counts only when its wave is open is as good.
   */
  private static final List<Long> SLACK_MILLIS = List.of(500L, 5_000L);

  /** The wave is open for so much longer than it is played, whenever that begins. */
  private static final Duration SPARE = Duration.ofSeconds(10);

  private final String kafka;
  private final LocalKeys keys;
  private final String author;
  private final Optional<Path> campaign;

  /**
   * Of the brokers at these addresses.
   *
   * @param author who starts practice shows, as it stands in their operations
   * @param campaign the file that this start goes on with or loads, if it was named
   */
  KafkaPracticeStage(String kafka, LocalKeys keys, String author, Optional<Path> campaign) {
    this.kafka = kafka;
    this.keys = keys;
    this.author = author;
    this.campaign = campaign;
  }

  @Override
  public List<WaveSchedule> liveWaves() {
    List<WaveSchedule> waves = new ArrayList<>();
    try (ShowSystem system = ShowSystem.open(kafka, keys)) {
      Instant now = system.clock().instant();
      for (ShowState show : ActiveShows.at(system.topic().read(), now.toEpochMilli())) {
        Stream.concat(show.inForce().stream(), show.staged().stream())
            .forEach(plan -> waves.addAll(schedules(plan.campaign())));
      }
      campaign.ifPresent(file -> waves.addAll(fixed(file, now)));
    }
    return waves;
  }

  /** Waves of a file that open at a time of day; others open after their load, whenever that is. */
  static List<WaveSchedule> fixed(Path campaign, Instant now) {
    List<WaveSchedule> waves = new ArrayList<>(schedules(campaign, now));
    waves.retainAll(schedules(campaign, now.plus(Duration.ofDays(1))));
    return waves;
  }

  private static List<WaveSchedule> schedules(Path campaign, Instant now) {
    return CampaignFile.read(campaign, now).campaign().stream()
        .flatMap(read -> schedules(read).stream())
        .toList();
  }

  private static List<WaveSchedule> schedules(Campaign campaign) {
    return campaign.waves().stream().map(CampaignWave::schedule).toList();
  }

  @Override
  public String open(int turnMillis, Duration length) {
    try (ShowSystem system = ShowSystem.open(kafka, keys)) {
      ShowRefusedException tooSoon = null;
      for (long slackMillis : SLACK_MILLIS) {
        long nowMillis = system.clock().millis();
        long opensAtMillis = nowMillis + ShowSettings.SHORTEST_LEAD_MILLIS + slackMillis;
        long closesAtMillis = opensAtMillis + length.plus(SPARE).toMillis();
        try {
          return start(
              system,
              NAME_PREFIX + nowMillis,
              new WaveSchedule("warm", opensAtMillis, closesAtMillis, turnMillis));
        } catch (ShowRefusedException e) {
          tooSoon = e;
        }
      }
      throw tooSoon;
    }
  }

  private String start(ShowSystem system, String show, WaveSchedule wave) {
    new PracticeShow(system.loader(author), system.operator(), author, show, BUCKETS, wave).start();
    return show;
  }
}
