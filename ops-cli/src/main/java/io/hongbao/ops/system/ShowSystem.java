package io.hongbao.ops.system;

import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.show.live.KafkaAckTopic;
import io.hongbao.show.live.KafkaControlLog;
import io.hongbao.show.live.KafkaShowTopic;
import io.hongbao.show.live.SecretSource;
import io.hongbao.show.live.ShowOperator;
import io.hongbao.show.live.ShowSettings;
import io.hongbao.show.live.ShowTopic;
import io.hongbao.show.live.Waiting;
import io.hongbao.show.load.CampaignLoader;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** The connections of a command that operates shows. For one thread. */
public final class ShowSystem implements AutoCloseable {

  private final LocalKeys keys;
  private final KafkaShowTopic topic;
  private final KafkaAckTopic acks;
  private final KafkaControlLog log;
  private final ShowSettings settings;
  private final Waiting clock = Waiting.system();

  private ShowSystem(String kafka, LocalKeys keys) {
    this.keys = keys;
    this.settings =
        ShowSettings.forPartitions(partitions(kafka)).withApproverKey(keys.approverKey());
    this.topic = KafkaShowTopic.open(kafka, keys.signingKey(), keys.verifyingKey());
    this.acks = KafkaAckTopic.open(kafka);
    this.log = KafkaControlLog.open(kafka);
  }

  /** Of the brokers at these addresses. */
  public static ShowSystem open(String kafka, LocalKeys keys) {
    return new ShowSystem(kafka, keys);
  }

  public ShowTopic topic() {
    return topic;
  }

  public Waiting clock() {
    return clock;
  }

  public ShowSettings settings() {
    return settings;
  }

  /** What changes shows that are loaded. */
  public ShowOperator operator() {
    return new ShowOperator(
        topic,
        acks,
        log,
        settings,
        keys.signingKey(),
        keys.sealingKey(),
        SecretSource.secure(),
        clock);
  }

  /**
   * What loads shows.
   *
   * @param author who loads
   */
  public CampaignLoader loader(String author) {
    return new CampaignLoader(
        topic,
        log,
        settings,
        keys.signingKey(),
        keys.sealingKey(),
        SecretSource.secure(),
        author,
        clock);
  }

  private static int partitions(String kafka) {
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.open(kafka, Topics.SHAKES)) {
      return consumer.assignment().size();
    }
  }

  @Override
  public void close() {
    log.close();
    acks.close();
    topic.close();
  }
}
