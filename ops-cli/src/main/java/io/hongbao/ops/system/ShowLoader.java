package io.hongbao.ops.system;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.campaign.Pool;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.show.campaign.CampaignFile;
import io.hongbao.show.campaign.CampaignReadResult;
import io.hongbao.show.load.ActiveShows;
import io.hongbao.show.load.CampaignLoader;
import io.hongbao.show.load.KafkaControlLog;
import io.hongbao.show.load.KafkaShowTopic;
import io.hongbao.show.load.LoadListener;
import io.hongbao.show.load.LoadReport;
import io.hongbao.show.load.LoadSettings;
import io.hongbao.show.load.SecretSource;
import io.hongbao.show.load.SeedFolder;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.yaml.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Brings a show on the air: loads a campaign, or goes on with the show that is on. */
public final class ShowLoader {

  /** What a load takes at most on a busy machine, and how much it does in a further millisecond. */
  private static final long LOADED_WITHIN_MILLIS = 3_000;

  private static final long PACKETS_LOADED_PER_MILLI = 1_000;

  private final String kafka;
  private final LocalKeys keys;
  private final InstantSource clock = InstantSource.system();

  public ShowLoader(String kafka, LocalKeys keys) {
    this.kafka = kafka;
    this.keys = keys;
  }

  /** Loads a campaign with seeds that are planned for it. */
  public LoadReport load(Path campaign, LoadListener listener) {
    return load(campaign, Optional.empty(), listener);
  }

  /**
   * Loads a campaign, or finishes a load of it that was cut off. Its {@code now} is the moment of
   * the call.
   *
   * @param seeds the folder of the seeds to load; if empty, they are planned
   * @throws OperationFailedException listing every problem of the file, if it has any
   */
  public LoadReport load(Path campaign, Optional<Path> seeds, LoadListener listener) {
    Optional<SeedFolder> folder = seeds.map(SeedFolder::open);
    try (KafkaShowTopic shows = KafkaShowTopic.open(kafka);
        KafkaControlLog log = KafkaControlLog.open(kafka)) {
      CampaignLoader loader = loader(shows, log);
      Instant now = clock.instant();
      return load(loader, read(campaign, now), folder, now, listener);
    }
  }

  /**
   * What {@code up} does with a campaign that was named: the show that was loaded from the file
   * goes on, or waits for its seed files if their load was cut off; else it is loaded. Its {@code
   * now} is then the moment of the return, or, if no wave opens so soon that the load would be in
   * its way, that of the call.
   *
   * @throws OperationFailedException listing every problem of the file, if it has any
   */
  public LoadReport resumeOrLoad(Path campaign) {
    try (KafkaShowTopic shows = KafkaShowTopic.open(kafka);
        KafkaControlLog log = KafkaControlLog.open(kafka)) {
      CampaignLoader loader = loader(shows, log);
      Instant now = clock.instant();
      CampaignReadResult reading = read(campaign, now);
      Optional<PlanRecord> on =
          ActiveShows.ofFile(shows.plans(), reading.sha256(), now.toEpochMilli());
      if (on.isPresent()) {
        return loader.finish(on.get(), LoadListener.NONE);
      }
      long laterMillis = laterMillis(reading);
      Instant ready = now.plusMillis(laterMillis);
      LoadReport report =
          load(
              loader,
              laterMillis == 0 ? reading : read(campaign, ready),
              Optional.empty(),
              now,
              LoadListener.NONE);
      if (report.status() != LoadReport.Status.ALREADY_ACTIVE) {
        await(ready);
      }
      return report;
    }
  }

  /** How much later than the load a campaign's {@code now} must be for the load to be in time. */
  static long laterMillis(CampaignReadResult reading) {
    long packets =
        reading.campaign().stream()
            .flatMap(campaign -> campaign.waves().stream())
            .flatMap(wave -> wave.pools().stream())
            .mapToLong(Pool::packets)
            .sum();
    long neededMillis =
        LoadSettings.SHORTEST_LEAD_MILLIS
            + LOADED_WITHIN_MILLIS
            + packets / PACKETS_LOADED_PER_MILLI;
    return reading.soonestFromNowMillis().isEmpty()
        ? 0
        : Math.max(0, neededMillis - reading.soonestFromNowMillis().getAsLong());
  }

  /** What {@code up} does without a campaign: the show that is on goes on, if there is one. */
  public Optional<LoadReport> resume(LoadListener listener) {
    try (KafkaShowTopic shows = KafkaShowTopic.open(kafka);
        KafkaControlLog log = KafkaControlLog.open(kafka)) {
      List<PlanRecord> on = ActiveShows.at(shows.plans(), clock.millis());
      return on.isEmpty()
          ? Optional.empty()
          : Optional.of(loader(shows, log).finish(on.get(on.size() - 1), listener));
    }
  }

  private static CampaignReadResult read(Path file, Instant now) {
    CampaignReadResult reading = CampaignFile.read(file, now);
    if (reading.campaign().isEmpty()) {
      throw new OperationFailedException(
          reading.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
    return reading;
  }

  private static LoadReport load(
      CampaignLoader loader,
      CampaignReadResult reading,
      Optional<SeedFolder> seeds,
      Instant now,
      LoadListener listener) {
    return loader.load(
        reading.campaign().orElseThrow(), reading.sha256(), seeds, now.toEpochMilli(), listener);
  }

  private void await(Instant moment) {
    try {
      TimeUnit.MILLISECONDS.sleep(Math.max(0, moment.toEpochMilli() - clock.millis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationFailedException("interrupted while starting", e);
    }
  }

  private CampaignLoader loader(KafkaShowTopic shows, KafkaControlLog log) {
    return new CampaignLoader(
        shows,
        log,
        LoadSettings.forPartitions(partitions()),
        keys.signingKey(),
        keys.sealingKey(),
        SecretSource.secure(),
        clock);
  }

  private int partitions() {
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.open(kafka, Topics.SHAKES)) {
      return consumer.assignment().size();
    }
  }
}
