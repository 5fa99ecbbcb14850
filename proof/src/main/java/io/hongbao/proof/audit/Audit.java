package io.hongbao.proof.audit;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.kafka.GroupProgress;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.phoneevents.PhoneEventReader;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Audits a running system, from what lies in Kafka.
 *
 * <p>The order of reading matters, for everything goes on meanwhile. What phones heard is measured
 * before the log's ends are taken, so that all of it is in the log; {@code packets} and {@code
 * dead-letters} are read when the draw job has passed those ends, so that all that follows from the
 * log is in them. Where a packets job has run, {@code ledger} and {@code payouts} are measured when
 * it has passed an end of {@code packets}, and {@code packets} is measured again behind them, so
 * that all they say follows from what is read of it. They and the seen file are read once, before
 * the log, and sorted by partition on disk; then the log is drawn again partition by partition.
 */
public final class Audit {

  private static final long REPORT_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final AuditSettings settings;
  private final Consumer<String> progress;
  private long reportedAtNanos = System.nanoTime();

  /** Partitions were asked for that the log does not have. */
  public static final class UnknownPartitionException extends IllegalArgumentException {

    UnknownPartitionException(Set<Integer> asked, int partitions) {
      super(
          String.format(
              Locale.ROOT,
              "partitions %s: expected some of 0 to %d, as topic %s has",
              new TreeSet<>(asked),
              partitions - 1,
              Topics.SHAKES));
    }
  }

  private Audit(AuditSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Audits once.
   *
   * @param progress gets a line for people now and then
   * @throws UnknownPartitionException if the settings name a partition that there is not
   * @throws OperationFailedException if it cannot be done: the draw job is not there, the log is
   *     not whole, Kafka does not answer
   */
  public static AuditReport run(AuditSettings settings, Consumer<String> progress)
      throws InterruptedException {
    return new Audit(settings, progress).run();
  }

  private AuditReport run() throws InterruptedException {
    String kafka = settings.bootstrapServers();
    long seenBytes = settings.seen().map(PhoneEventReader::size).orElse(0L);
    Map<TopicPartition, Long> showEnd = AuditedTopic.ends(kafka, Topics.SHOW);
    Map<TopicPartition, Long> ends = AuditedTopic.ends(kafka, Topics.SHAKES);
    Map<TopicPartition, Long> audited = audited(ends);
    awaitDrawJob(audited);
    Optional<MoneyEnds> moneyEnds = moneyEnds();
    Map<TopicPartition, Long> packetsEnd = AuditedTopic.ends(kafka, Topics.PACKETS);
    Map<TopicPartition, Long> lettersEnd = AuditedTopic.ends(kafka, Topics.DEAD_LETTERS);
    Map<TopicPartition, Long> latestEnds = AuditedTopic.ends(kafka, Topics.SHAKES);

    try (PartitionSpill spill = new PartitionSpill(settings.temporaryFolder())) {
      AuditEngine engine =
          new AuditEngine(
              settings.verifyingKey(),
              settings.sealingKey(),
              AuditedTopic.byNumber(ends),
              AuditedTopic.byNumber(audited).keySet(),
              spill);
      readShow(engine, showEnd);
      engine.latestEnds(AuditedTopic.byNumber(latestEnds));
      moneyEnds.ifPresent(it -> engine.packetsJobPassed(AuditedTopic.byNumber(it.packets())));
      read(
          Topics.PACKETS,
          packetsEnd,
          record -> engine.packet(record.value(), record.timestamp(), where(record)));
      if (moneyEnds.isPresent()) {
        read(
            Topics.LEDGER,
            moneyEnds.get().ledger(),
            record -> engine.ledgerEntry(record.value(), where(record)));
        read(
            Topics.PAYOUTS,
            moneyEnds.get().payouts(),
            record -> engine.payout(record.value(), where(record)));
      }
      read(
          Topics.DEAD_LETTERS,
          lettersEnd,
          record -> engine.deadLetter(record.value(), where(record)));
      settings.seen().ifPresent(file -> readSeen(engine, file, seenBytes));
      drawAgain(engine, audited);
      return engine.report();
    }
  }

  private Map<TopicPartition, Long> audited(Map<TopicPartition, Long> ends) {
    Set<Integer> asked = settings.partitions();
    if (!AuditedTopic.byNumber(ends).keySet().containsAll(asked)) {
      throw new UnknownPartitionException(asked, ends.size());
    }
    Map<TopicPartition, Long> audited =
        new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
    ends.forEach(
        (partition, end) -> {
          if (asked.isEmpty() || asked.contains(partition.partition())) {
            audited.put(partition, end);
          }
        });
    return audited;
  }

  private void drawAgain(AuditEngine engine, Map<TopicPartition, Long> audited) {
    int number = 0;
    for (Map.Entry<TopicPartition, Long> each : audited.entrySet()) {
      int partition = each.getKey().partition();
      engine.startPartition(partition);
      read(
          String.format(
              Locale.ROOT,
              "%s, partition %d (%d of %d)",
              Topics.SHAKES,
              partition,
              ++number,
              audited.size()),
          Topics.SHAKES,
          Map.of(each.getKey(), each.getValue()),
          record ->
              engine.logged(record.offset(), record.timestamp(), record.key(), record.value()));
      engine.endPartition();
    }
  }

  private void read(
      String topic,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    read(topic, topic, ends, reader);
  }

  private void read(
      String name,
      String topic,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    AuditedTopic.read(
        settings.bootstrapServers(), topic, ends, reader, read -> report(name, read, total(ends)));
  }

  private void awaitDrawJob(Map<TopicPartition, Long> ends) throws InterruptedException {
    progress.accept(
        String.format(
            Locale.ROOT, "the log holds %,d records; waiting for the draw job", total(ends)));
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()))) {
      awaitJob(admin, "draw", settings.drawJobGroup(), ends);
    }
  }

  private void awaitJob(Admin admin, String name, String group, Map<TopicPartition, Long> ends)
      throws InterruptedException {
    Optional<String> behind =
        GroupProgress.awaitPassed(admin, group, ends, settings.drawJobWithin());
    if (behind.isPresent()) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "the %s job has not passed the log's end within %d s, %s: is it running?",
              name,
              settings.drawJobWithin().toSeconds(),
              behind.get()));
    }
  }

  /**
   * Ends of the topics of money.
   *
   * @param packets that the packets job had passed when the others were taken
   */
  private record MoneyEnds(
      Map<TopicPartition, Long> packets,
      Map<TopicPartition, Long> ledger,
      Map<TopicPartition, Long> payouts) {}

  /** Waits for the packets job; empty if there is none and never was. */
  private Optional<MoneyEnds> moneyEnds() throws InterruptedException {
    String kafka = settings.bootstrapServers();
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
      if (!GroupProgress.hasBegun(admin, GroupProgress.PACKETS)) {
        return Optional.empty();
      }
      Map<TopicPartition, Long> packets = AuditedTopic.ends(kafka, Topics.PACKETS);
      awaitJob(admin, "packets", GroupProgress.PACKETS, packets);
      return Optional.of(
          new MoneyEnds(
              packets,
              AuditedTopic.ends(kafka, Topics.LEDGER),
              AuditedTopic.ends(kafka, Topics.PAYOUTS)));
    }
  }

  private void readShow(AuditEngine engine, Map<TopicPartition, Long> endsBefore) {
    TopicReader.readToEnd(
        settings.bootstrapServers(),
        Topics.SHOW,
        record -> {
          if (record.value() != null) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            boolean before = record.offset() < endsBefore.get(partition);
            engine.showRecord(record.value(), where(record), before);
          }
        });
  }

  private void readSeen(AuditEngine engine, Path file, long bytes) {
    long cut = PhoneEventReader.read(file, bytes, engine::heard);
    if (cut > 0) {
      progress.accept(file + ": " + cut + " cut lines left out");
    }
  }

  private void report(String name, long read, long total) {
    long nowNanos = System.nanoTime();
    if (nowNanos - reportedAtNanos >= REPORT_EVERY_NANOS) {
      reportedAtNanos = nowNanos;
      progress.accept(String.format(Locale.ROOT, "%s: %,d of %,d records", name, read, total));
    }
  }

  private static long total(Map<TopicPartition, Long> ends) {
    return ends.values().stream().mapToLong(Long::longValue).sum();
  }

  private static RecordPosition where(ConsumerRecord<byte[], byte[]> record) {
    return new RecordPosition(record.topic(), record.partition(), record.offset());
  }
}
