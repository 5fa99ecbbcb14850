package io.hongbao.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.jobs.draw.DrawJob;
import io.hongbao.jobs.draw.DrawJobSettings;
import io.hongbao.jobs.risk.RiskJob;
import io.hongbao.jobs.risk.RiskJobSettings;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

/**
 * What Flink and its clients of Kafka really go by: another default of a new version fails here.
 */
class EffectiveSettingsTest {

  private static final String KAFKA = "127.0.0.1:1";

  private final StreamExecutionEnvironment environment =
      StreamExecutionEnvironment.getExecutionEnvironment();

  @Test
  void shouldSinkAtLeastOnceWithAProducerThatIsSafe() throws Exception {
    Object sink = valueOf(KafkaSinks.deadLetters(KAFKA), "whole");

    assertThat(valueOf(sink, "deliveryGuarantee")).isEqualTo(DeliveryGuarantee.AT_LEAST_ONCE);
    Properties given = (Properties) valueOf(sink, "kafkaProducerConfig");
    assertThat(given).containsEntry("register.producer.metrics", "false");
    Map<String, Object> producer = new HashMap<>(new ProducerConfig(given).values());
    assertThat(producer)
        .containsEntry("acks", "-1")
        .containsEntry("enable.idempotence", true)
        .containsEntry("retries", Integer.MAX_VALUE)
        .containsEntry("max.in.flight.requests.per.connection", 5)
        .containsEntry("transactional.id", null)
        .containsEntry("partitioner.class", null)
        .containsEntry("partitioner.ignore.keys", false)
        .containsEntry("delivery.timeout.ms", 120_000)
        .containsEntry("request.timeout.ms", 30_000)
        .containsEntry("max.block.ms", 60_000L)
        .containsEntry("max.request.size", 1_048_576);
  }

  @Test
  void shouldDrawFromTheLogAsItIsOrFail() throws Exception {
    DrawJob.define(environment, DrawJobSettings.of(KAFKA, KAFKA, "unused", 2, 1));

    assertThat(sources()).hasSize(1);
    assertThat(consumerOf(sources().get(0)))
        .containsEntry("group.id", "draw")
        .containsEntry("auto.offset.reset", "none")
        .containsEntry("fetch.min.bytes", 1)
        .containsEntry("enable.auto.commit", false)
        .containsEntry("isolation.level", "read_uncommitted")
        .containsEntry("check.crcs", true);
    assertThat((Properties) valueOf(sources().get(0), "props"))
        .containsEntry("partition.discovery.interval.ms", "5000")
        .containsEntry("commit.offsets.on.checkpoint", "true");
    requireAligned(environment.getCheckpointConfig());
  }

  @Test
  void shouldWatchTheLogFromItsBeginning() throws Exception {
    RiskJob.define(environment, RiskJobSettings.of(KAFKA, 1));

    assertThat(sources()).hasSize(2);
    for (KafkaSource<?> source : sources()) {
      assertThat(consumerOf(source))
          .containsEntry("group.id", "risk")
          .containsEntry("auto.offset.reset", "earliest")
          .containsEntry("fetch.min.bytes", 65_536)
          .containsEntry("fetch.max.wait.ms", 400)
          .containsEntry("enable.auto.commit", false)
          .containsEntry("check.crcs", true);
    }
    requireAligned(environment.getCheckpointConfig());
  }

  private static void requireAligned(CheckpointConfig checkpoints) {
    assertThat(checkpoints.getCheckpointingConsistencyMode())
        .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
    assertThat(checkpoints.isUnalignedCheckpointsEnabled()).isFalse();
    assertThat(checkpoints.isForceUnalignedCheckpoints()).isFalse();
    assertThat(checkpoints.getMaxConcurrentCheckpoints()).isEqualTo(1);
    assertThat(checkpoints.getTolerableCheckpointFailureNumber()).isEqualTo(Integer.MAX_VALUE);
  }

  private List<KafkaSource<?>> sources() {
    return environment.getTransformations().stream()
        .flatMap(last -> last.getTransitivePredecessors().stream())
        .filter(SourceTransformation.class::isInstance)
        .distinct()
        .<KafkaSource<?>>map(
            source -> (KafkaSource<?>) ((SourceTransformation<?, ?, ?>) source).getSource())
        .toList();
  }

  private static Map<String, Object> consumerOf(KafkaSource<?> source)
      throws ReflectiveOperationException {
    assertThat(source.getBoundedness()).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
    return new HashMap<>(new ConsumerConfig((Properties) valueOf(source, "props")).values());
  }

  private static Object valueOf(Object owner, String name) throws ReflectiveOperationException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(owner);
  }
}
