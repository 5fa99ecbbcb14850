package io.hongbao.rehearsal.system;

import io.hongbao.show.campaign.CampaignReading;
import io.hongbao.show.load.CampaignLoader;
import io.hongbao.show.load.KafkaControlLog;
import io.hongbao.show.load.KafkaShowTopic;
import io.hongbao.show.load.LoadListener;
import io.hongbao.show.load.LoadReport;
import io.hongbao.show.load.LoadSettings;
import io.hongbao.show.load.SecretSource;
import io.hongbao.show.load.ShowsOn;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.topics.TopicReader;
import io.hongbao.wire.topics.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Brings a show on the air: loads a campaign, or goes on with the show that is on. */
public final class ShowLoading {

  private final String kafka;
  private final LocalKeys keys;
  private final InstantSource clock = InstantSource.system();

  public ShowLoading(String kafka, LocalKeys keys) {
    this.kafka = kafka;
    this.keys = keys;
  }

  /**
   * Loads a campaign, or finishes a load of it that was cut off.
   *
   * @param reading without problems
   */
  public LoadReport load(CampaignReading reading, LoadListener listener) {
    try (KafkaShowTopic shows = KafkaShowTopic.open(kafka);
        KafkaControlLog log = KafkaControlLog.open(kafka)) {
      return load(shows, log, reading, listener);
    }
  }

  /**
   * What {@code up} does with a campaign that was named: the show that was loaded from the file
   * goes on; else it is loaded.
   */
  public LoadReport resumeOrLoad(CampaignReading reading, LoadListener listener) {
    try (KafkaShowTopic shows = KafkaShowTopic.open(kafka);
        KafkaControlLog log = KafkaControlLog.open(kafka)) {
      Optional<PlanRecord> on = ShowsOn.ofFile(shows.plans(), reading.sha256(), clock.millis());
      return on.isPresent()
          ? loader(shows, log).finish(on.get(), listener)
          : load(shows, log, reading, listener);
    }
  }

  /** What {@code up} does without a campaign: the show that is on goes on, if there is one. */
  public Optional<LoadReport> resume(LoadListener listener) {
    try (KafkaShowTopic shows = KafkaShowTopic.open(kafka);
        KafkaControlLog log = KafkaControlLog.open(kafka)) {
      List<PlanRecord> on = ShowsOn.at(shows.plans(), clock.millis());
      return on.isEmpty()
          ? Optional.empty()
          : Optional.of(loader(shows, log).finish(on.get(on.size() - 1), listener));
    }
  }

  private LoadReport load(
      KafkaShowTopic shows, KafkaControlLog log, CampaignReading reading, LoadListener listener) {
    return loader(shows, log).load(reading.campaign().orElseThrow(), reading.sha256(), listener);
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
