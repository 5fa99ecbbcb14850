package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hongbao.kafka.TopicSetup;
import io.hongbao.kafka.TopicSetup.TopicSettingsException;
import io.hongbao.kafka.Topics;
import io.hongbao.rehearsal.parts.Broker;
import io.hongbao.rehearsal.parts.LoneBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics that somebody changed by hand. */
class TopicMendingTest {

  private static final Topics TOPICS = Topics.forBrokers(1, 2);

  @TempDir private Path directory;

  private Broker broker;
  private Admin admin;

  @BeforeEach
  void startKafka() {
    broker = Broker.start(LoneBroker.settings(directory));
    admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
    TopicSetup.createAndVerify(admin, TOPICS);
  }

  @AfterEach
  void stopKafka() {
    admin.close();
    broker.close();
  }

  @Test
  void shouldMendEverySettingAndSayWhichItWas() throws Exception {
    // Given
    set(Topics.SHAKES, "retention.ms", "604800000");
    set(Topics.SHAKES, "message.timestamp.type", "CreateTime");
    set(Topics.RULES, "cleanup.policy", "compact,delete");

    // Then
    assertThatThrownBy(() -> TopicSetup.createAndVerify(admin, TOPICS))
        .isInstanceOf(TopicSettingsException.class)
        .hasMessage(
            """
            the log's settings break the law:
              topic shakes: message.timestamp.type is CreateTime, expected LogAppendTime
              topic shakes: retention.ms is 604800000, expected -1
              topic rules: cleanup.policy is compact,delete, expected compact\
            """)
        .extracting(e -> ((TopicSettingsException) e).isMendable())
        .isEqualTo(true);

    // When
    List<String> mended = TopicSetup.mendAndVerify(admin, TOPICS);

    // Then
    assertThat(mended)
        .containsExactly(
            "topic shakes: message.timestamp.type was CreateTime and is LogAppendTime",
            "topic shakes: retention.ms was 604800000 and is -1",
            "topic rules: cleanup.policy was compact,delete and is compact");
    TopicSetup.createAndVerify(admin, TOPICS);
    assertThat(TopicSetup.mendAndVerify(admin, TOPICS)).as("the second time").isEmpty();
  }

  @Test
  void shouldMendNothingIfRecordsAreGone() throws Exception {
    // Given
    set(Topics.PACKETS, "retention.ms", "1000");
    write(Topics.PACKETS);
    admin
        .deleteRecords(
            Map.of(new TopicPartition(Topics.PACKETS, 1), RecordsToDelete.beforeOffset(1)))
        .all()
        .get(20, TimeUnit.SECONDS);

    // When
    var refused =
        catchThrowableOfType(
            TopicSettingsException.class, () -> TopicSetup.mendAndVerify(admin, TOPICS));

    // Then
    assertThat(refused.isMendable()).isFalse();
    assertThat(refused)
        .hasMessage(
            """
            the log's settings break the law:
              topic packets: partition 1 begins at offset 1, expected 0: the records before it are gone
              topic packets: retention.ms is 1000, expected -1\
            """);
    assertThatThrownBy(() -> TopicSetup.createAndVerify(admin, TOPICS))
        .hasMessageContaining("retention.ms is 1000");
  }

  @Test
  void shouldNotTakeAnotherNumberOfPartitionsForMendable() {
    var refused =
        catchThrowableOfType(
            TopicSettingsException.class,
            () -> TopicSetup.mendAndVerify(admin, Topics.forBrokers(1, 4)));

    assertThat(refused.isMendable()).isFalse();
    assertThat(refused)
        .hasMessageContaining("topic shakes: has 2 partitions, expected 4; their number is fixed");
  }

  private void set(String topic, String name, String value) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
        .all()
        .get(20, TimeUnit.SECONDS);
  }

  private void write(String topic) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.address());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, 1, null, "x")).get(20, TimeUnit.SECONDS);
    }
  }
}
