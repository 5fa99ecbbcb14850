package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.domain.fixtures.Patience;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.audit.Audit;
import io.hongbao.proof.audit.AuditReport;
import io.hongbao.proof.audit.AuditSettings;
import io.hongbao.proof.audit.HonestShow;
import io.hongbao.proof.audit.InMemoryTopics;
import io.hongbao.proof.phoneevents.PhoneEvent.ShakeEvent;
import io.hongbao.proof.phoneevents.PhoneEventWriter;
import io.hongbao.rehearsal.parts.Broker;
import io.hongbao.rehearsal.parts.LoneBroker;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.WonRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from a real Kafka, whose topics keep the world's own times, to the report. */
class AuditTest {

  @TempDir private static Path folder;

  private static Broker broker;
  private static Admin admin;

  private final List<String> progress = new ArrayList<>();

  @BeforeAll
  static void startKafka() throws Exception {
    broker = Broker.start(LoneBroker.settings(folder.resolve("kafka")));
    admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
    Map<String, String> anyTime =
        Map.of("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    List<NewTopic> topics =
        Stream.of(Topics.SHAKES, Topics.PACKETS, Topics.SHOW, Topics.DEAD_LETTERS)
            .map(name -> new NewTopic(name, InMemoryTopics.BUCKETS, (short) 1).configs(anyTime))
            .toList();
    admin.createTopics(topics).all().get(Patience.SECONDS, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stopKafka() {
    admin.close(Duration.ofSeconds(5));
    broker.close();
  }

  @Test
  void shouldAuditWhatLiesInKafkaOnceTheDrawJobHasPassedIt() throws Exception {
    InMemoryTopics world = HonestShow.world();
    world.seen.add(
        new ShakeEvent.Acknowledged(
            5, InMemoryTopics.SHOW, "u7", new ShakeId(InMemoryTopics.WAVE, 9)));
    Path seen = folder.resolve("seen.jsonl");
    publish(world);
    try (PhoneEventWriter writer = PhoneEventWriter.append(seen)) {
      world.seen.forEach(writer::write);
    }

    commitAllBut(world, 1);
    assertThatThrownBy(() -> audit(seen, Duration.ofMillis(300)))
        .isInstanceOf(OperationFailedException.class)
        .hasMessageStartingWith("the draw job has not passed the log's end within 0 s, it is at ");

    commitAllBut(world, 0);
    AuditReport report = audit(seen, Patience.LIMIT);

    assertThat(report.isOk()).isFalse();
    assertThat(report).isEqualTo(world.audit());
    assertThat(audit(seen, Patience.LIMIT, Set.of(1))).isEqualTo(world.audit(Set.of(1)));
    assertThat(progress).contains("the log holds 135 records; waiting for the draw job");
  }

  @Test
  void shouldRefuseAPartitionThatTheLogDoesNotHave() {
    assertThatThrownBy(
            () ->
                Audit.run(
                    settings(Optional.empty(), Patience.LIMIT).with(Set.of(1, 7), folder),
                    progress::add))
        .isInstanceOf(Audit.UnknownPartitionException.class)
        .hasMessage("partitions [1, 7]: expected some of 0 to 1, as topic shakes has");
  }

  private AuditReport audit(Path seen, Duration drawJobWithin) throws InterruptedException {
    return audit(seen, drawJobWithin, Set.of());
  }

  private AuditReport audit(Path seen, Duration drawJobWithin, Set<Integer> partitions)
      throws InterruptedException {
    return Audit.run(
        settings(Optional.of(seen), drawJobWithin).with(partitions, folder), progress::add);
  }

  private static AuditSettings settings(Optional<Path> seen, Duration drawJobWithin) {
    return new AuditSettings(
        broker.address(),
        InMemoryTopics.KEYS.verifyingKey(),
        InMemoryTopics.SEALING_KEY,
        seen,
        AuditSettings.DRAW_JOB_GROUP,
        drawJobWithin,
        Set.of(),
        folder);
  }

  private static void publish(InMemoryTopics world) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (PlanRecord plan : world.plansBefore) {
      records.add(new ProducerRecord<>(Topics.SHOW, plan.sign(InMemoryTopics.KEYS.signingKey())));
    }
    for (InMemoryTopics.Logged logged : world.log) {
      records.add(
          new ProducerRecord<>(
              Topics.SHAKES,
              logged.partition(),
              logged.appendedAtMillis(),
              logged.key(),
              logged.value()));
    }
    for (WonRecord won : world.packets) {
      records.add(new ProducerRecord<>(Topics.PACKETS, won.encode()));
    }
    for (DeadLetter letter : world.letters) {
      records.add(new ProducerRecord<>(Topics.DEAD_LETTERS, letter.encode()));
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
      for (Future<RecordMetadata> each : sent) {
        each.get(Patience.SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  /** As the draw job does at a checkpoint. */
  private static void commitAllBut(InMemoryTopics world, long missing) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        Map.of(
            new TopicPartition(Topics.SHAKES, 0),
            new OffsetAndMetadata(world.size(0)),
            new TopicPartition(Topics.SHAKES, 1),
            new OffsetAndMetadata(world.size(1) - missing));
    admin
        .alterConsumerGroupOffsets(AuditSettings.DRAW_JOB_GROUP, offsets)
        .all()
        .get(Patience.SECONDS, TimeUnit.SECONDS);
  }
}
