package io.hongbao.proof.trace;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.draw.ShakeId;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.audit.RecordPosition;
import io.hongbao.rules.model.Entity;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.OpRecord;
import io.hongbao.wire.records.PlanRecord;
import io.hongbao.wire.records.ShowRecord;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Looks at the records of a running system, from what lies in Kafka now. Changes nothing. */
public final class Trace {

  private static final Duration POLL = Duration.ofMillis(200);

  /** One record is there within milliseconds, or its broker is away. */
  private static final Duration ONE_RECORD_TIMEOUT = Duration.ofSeconds(30);

  private final String bootstrapServers;
  private final VerifyingKey verifyingKey;
  private final SealingKey sealingKey;

  /** There is no such record or show; the message says what there is. */
  public static final class NotFoundException extends OperationFailedException {

    private static final long serialVersionUID = 1L;

    NotFoundException(String message) {
      super(message);
    }
  }

  public Trace(String bootstrapServers, VerifyingKey verifyingKey, SealingKey sealingKey) {
    this.bootstrapServers = bootstrapServers;
    this.verifyingKey = verifyingKey;
    this.sealingKey = sealingKey;
  }

  /**
   * The record at a position.
   *
   * @throws NotFoundException if there is none
   * @throws OperationFailedException if Kafka does not hand it out
   */
  public RecordView at(RecordPosition position) {
    TopicPartition partition = new TopicPartition(position.topic(), position.partition());
    try (KafkaConsumer<byte[], byte[]> consumer =
        TopicReader.open(bootstrapServers, position.topic())) {
      if (consumer.assignment().isEmpty()) {
        throw new NotFoundException(position + ": there is no such topic");
      }
      if (!consumer.assignment().contains(partition)) {
        throw new NotFoundException(
            String.format(
                Locale.ROOT,
                "%s: the topic has %d partitions, from 0",
                position,
                consumer.assignment().size()));
      }
      List<TopicPartition> alone = List.of(partition);
      consumer.assign(alone);
      long beginning = consumer.beginningOffsets(alone).get(partition);
      long end = consumer.endOffsets(alone).get(partition);
      if (position.offset() < beginning || position.offset() >= end) {
        throw new NotFoundException(
            String.format(
                Locale.ROOT,
                "%s: the partition holds %d records, from offset %d",
                position,
                end - beginning,
                beginning));
      }
      consumer.seek(partition, position.offset());
      return new RecordDecoder(verifyingKey, sealingKey).decode(next(consumer, position));
    }
  }

  /**
   * The way of a user's shake, in every show that knows it.
   *
   * @param show in this one alone, if given
   * @throws NotFoundException if no show is loaded, or not this one
   */
  public List<ShakeTrace> way(Optional<String> show, String user, ShakeId shakeId) {
    List<ShakeTracer> finders = new ArrayList<>();
    for (PlanRecord plan : plans(show)) {
      finders.add(new ShakeTracer(plan, user, shakeId, verifyingKey, sealingKey));
    }
    for (ShakeTracer tracer : finders) {
      read(Topics.SHAKES, Optional.of(tracer.partition()), tracer::logged);
    }
    read(
        Topics.PACKETS,
        Optional.empty(),
        record -> finders.forEach(tracer -> tracer.packet(record)));
    read(
        Topics.DEAD_LETTERS,
        Optional.empty(),
        record -> finders.forEach(tracer -> tracer.deadLetter(record)));
    return finders.stream().flatMap(tracer -> tracer.way().stream()).toList();
  }

  /**
   * A user's evening, in every show: shakes, packets and their money, and what rules said. It reads
   * one partition of {@code shakes} for each show and the topics of money from their beginning, and
   * keeps what concerns the user.
   *
   * @param show in this one alone, if given
   * @throws NotFoundException if this show is not loaded
   */
  public UserTrace evening(Optional<String> show, String user) {
    List<UserShakes> shows =
        (show.isPresent() ? plans(show) : List.copyOf(loaded().values()))
            .stream().map(plan -> new UserShakes(plan, user, verifyingKey, sealingKey)).toList();
    for (UserShakes ofShow : shows) {
      read(Topics.SHAKES, Optional.of(ofShow.partition()), ofShow::logged);
    }
    read(
        Topics.DEAD_LETTERS,
        Optional.empty(),
        record -> shows.forEach(ofShow -> ofShow.deadLetter(record)));
    RecordDecoder decoder = new RecordDecoder(verifyingKey, sealingKey);
    UserPackets packets = new UserPackets(user, show, decoder);
    read(Topics.PACKETS, Optional.empty(), packets::find);
    for (int partition : packets.partitions()) {
      read(Topics.PACKETS, Optional.of(partition), packets::decide);
    }
    if (!packets.ids().isEmpty()) {
      read(Topics.LEDGER, Optional.empty(), packets::entry);
      read(Topics.PAYOUTS, Optional.empty(), packets::payout);
    }
    Set<Entity> entities = new HashSet<>(packets.entities());
    entities.add(new Entity(EntityKind.USER, user));
    shows.forEach(ofShow -> entities.addAll(ofShow.entities()));
    UserVerdicts verdicts = new UserVerdicts(entities, decoder);
    read(Topics.VERDICT_REASONS, Optional.empty(), verdicts::reason);
    return new UserTrace(user, shows, packets, verdicts);
  }

  /**
   * What operators did, by show and in the order in which it was done.
   *
   * @param show in this one alone, if given
   * @throws NotFoundException if no show is loaded, or not this one
   */
  public List<OpRecord> operations(Optional<String> show) {
    List<PlanRecord> shows = plans(show);
    List<OpRecord> operations = new ArrayList<>();
    readShow(
        record -> {
          if (record instanceof OpRecord op
              && shows.stream().anyMatch(plan -> plan.show().equals(op.show()))) {
            operations.add(op);
          }
        });
    return newestOfEach(operations);
  }

  /** The last record of each operation, which says whether it is done. */
  static List<OpRecord> newestOfEach(List<OpRecord> inLogOrder) {
    Map<String, OpRecord> newest = new HashMap<>();
    inLogOrder.forEach(op -> newest.put(op.key(), op));
    return newest.values().stream()
        .sorted(Comparator.comparing(OpRecord::show).thenComparingLong(OpRecord::number))
        .toList();
  }

  /** One plan of every show, by its name. */
  private Map<String, PlanRecord> loaded() {
    Map<String, PlanRecord> plans = new TreeMap<>();
    readShow(
        record -> {
          if (record instanceof PlanRecord plan) {
            plans.put(plan.show(), plan);
          }
        });
    return plans;
  }

  /** One plan of every show that is asked for. */
  private List<PlanRecord> plans(Optional<String> show) {
    Map<String, PlanRecord> plans = loaded();
    if (plans.isEmpty()) {
      throw new NotFoundException("no show is loaded");
    }
    if (show.isPresent() && !plans.containsKey(show.get())) {
      throw new NotFoundException(
          "show " + show.get() + " is not loaded; there is " + String.join(", ", plans.keySet()));
    }
    return plans.values().stream()
        .filter(plan -> show.isEmpty() || plan.show().equals(show.get()))
        .toList();
  }

  /** Hands over what topic {@code show} holds now, but for what the audit names. */
  private void readShow(Consumer<ShowRecord> reader) {
    read(
        Topics.SHOW,
        Optional.empty(),
        record -> {
          if (record.value() == null) {
            return;
          }
          try {
            reader.accept(ShowRecord.verifyIfSigned(record.value(), verifyingKey));
          } catch (MalformedRecordException e) {
            // Of no show; the audit names it.
            return;
          }
        });
  }

  /** Hands over what a topic, or one partition of it, holds now. */
  private void read(String topic, Optional<Integer> partition, Consumer<TopicRecord> reader) {
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.open(bootstrapServers, topic)) {
      partition.ifPresent(
          number -> {
            List<TopicPartition> alone = List.of(new TopicPartition(topic, number));
            consumer.assign(alone);
            consumer.seekToBeginning(alone);
          });
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      TopicReader.readTo(consumer, ends, record -> reader.accept(TopicRecord.of(record)), () -> {});
    }
  }

  private static TopicRecord next(KafkaConsumer<byte[], byte[]> consumer, RecordPosition position) {
    long startedAtNanos = System.nanoTime();
    while (System.nanoTime() - startedAtNanos < ONE_RECORD_TIMEOUT.toNanos()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() == position.offset()) {
          return TopicRecord.of(record);
        }
        throw new NotFoundException(
            position
                + ": a newer record of its key has replaced it, the next is at offset "
                + record.offset());
      }
    }
    throw new OperationFailedException(
        String.format(
            Locale.ROOT,
            "%s: Kafka gave nothing within %d s",
            position,
            TimeUnit.NANOSECONDS.toSeconds(ONE_RECORD_TIMEOUT.toNanos())));
  }
}
