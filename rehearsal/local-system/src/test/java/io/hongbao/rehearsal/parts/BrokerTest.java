package io.hongbao.rehearsal.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.fixtures.ChildJvm;
import io.hongbao.domain.fixtures.OddFolder;
import io.hongbao.domain.fixtures.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {

  private static final String TOPIC = "kept";

  @TempDir private Path directory;

  @Test
  void shouldKeepItsRecordsOverAStop() throws Exception {
    // Given
    Path directory = this.directory.resolve(OddFolder.NAME);
    try (Broker broker = Broker.start(LoneBroker.settings(directory))) {
      createTopic(broker.address());
      write(broker.address(), "before");
    }

    // When
    try (Broker again = Broker.start(LoneBroker.settings(directory))) {

      // Then
      assertThat(read(again.address())).containsExactly("before");
      assertThatThrownBy(() -> partitionsOf(again.address(), "never-created"))
          .as("no topic makes itself")
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void shouldKeepItsRecordsOverAKill() throws Exception {
    // Given
    Path said = directory.resolve("said");
    Process child = ChildJvm.start(said, BrokerThatIsKilled.class, directory.resolve("kafka"));
    try {
      await().until(() -> Files.readString(said).contains("acknowledged"));
    } finally {
      // When
      child.destroyForcibly().waitFor(Patience.SECONDS, TimeUnit.SECONDS);
    }

    // Then
    try (Broker again = Broker.start(LoneBroker.settings(directory.resolve("kafka")))) {
      assertThat(read(again.address())).containsExactly("before");
    }
  }

  /** Writes one record and stays. */
  static final class BrokerThatIsKilled {
    public static void main(String[] arguments) throws Exception {
      Broker broker = Broker.start(LoneBroker.settings(Path.of(arguments[0])));
      createTopic(broker.address());
      write(broker.address(), "before");
      System.out.println("acknowledged");
      Thread.currentThread().join();
    }
  }

  private static void createTopic(String address) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
          .all()
          .get(Patience.SECONDS, TimeUnit.SECONDS);
    }
  }

  private static int partitionsOf(String address, String topic)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .size();
    }
  }

  private static void write(String address, String value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", address, "acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get(Patience.SECONDS, TimeUnit.SECONDS);
    }
  }

  private static List<String> read(String address) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", address, "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<String> values = new ArrayList<>();
      await()
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(it -> values.add(it.value()));
                return consumer.position(partition) >= end;
              });
      return values;
    }
  }
}
