package io.hongbao.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** A topic from its first record on, as a job reads it whose state follows from all of it. */
public final class WholeTopic {

  private WholeTopic() {}

  /**
   * Every partition of the plan and no other, from the checkpoint or from offset 0. An offset that
   * is gone fails the job: the log is not what it was.
   *
   * @param partitions of the topic, fixed for a show
   * @param group under which offsets are committed when a checkpoint completes
   * @param gatherMillis how long the broker may gather what comes before it is read, unless it is
   *     much; 0 to read each record as it comes
   */
  @SuppressWarnings("deprecation") // the connector's own interface asks for Kafka's former type
  public static <T> KafkaSource<T> source(
      String bootstrapServers,
      String topic,
      int partitions,
      String group,
      int gatherMillis,
      KafkaRecordDeserializationSchema<T> deserializer) {
    var planned = new PlannedPartitions(topic, partitions);
    Map<TopicPartition, Long> beginnings =
        planned.all().stream().collect(Collectors.toMap(Function.identity(), unused -> 0L));
    KafkaSourceBuilder<T> source =
        KafkaSource.<T>builder()
            .setBootstrapServers(bootstrapServers)
            .setKafkaSubscriber(planned)
            .setGroupId(group)
            .setClientIdPrefix(group)
            .setStartingOffsets(OffsetsInitializer.offsets(beginnings, OffsetResetStrategy.NONE))
            // Off is not enough: it takes in what was added while the job was down. Nothing is
            // discovered here, it is how often the topic is looked at.
            .setProperty(
                "partition.discovery.interval.ms",
                String.valueOf(PlannedPartitions.LOOK_EVERY_MILLIS))
            .setProperty("commit.offsets.on.checkpoint", "true")
            .setDeserializer(deserializer);
    if (gatherMillis > 0) {
      source = GatheredFetch.of(source, Duration.ofMillis(gatherMillis));
    }
    return source.build();
  }
}
