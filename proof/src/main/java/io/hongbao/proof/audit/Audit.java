package io.hongbao.proof.audit;

import io.hongbao.kafka.GroupProgress;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.proof.seen.SeenReader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * log is in them.
 */
public final class Audit {

  private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final AuditSettings settings;
  private final Consumer<String> progress;
  private long toldAtNanos = System.nanoTime();

  private Audit(AuditSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Audits once.
   *
   * @param progress gets a line for people now and then
   * @throws IllegalStateException if it cannot be done: the draw job is not there, the log is not
   *     whole, Kafka does not answer
   */
  public static AuditReport run(AuditSettings settings, Consumer<String> progress)
      throws InterruptedException {
    return new Audit(settings, progress).run();
  }

  private AuditReport run() throws InterruptedException {
    String kafka = settings.bootstrapServers();
    long seenBytes = settings.seen().map(SeenReader::size).orElse(0L);
    Map<TopicPartition, Long> plansEnd = AuditedTopic.ends(kafka, Topics.SHOW);
    Map<TopicPartition, Long> ends = AuditedTopic.ends(kafka, Topics.SHAKES);
    awaitDrawJob(ends);

    AuditLedger ledger =
        new AuditLedger(
            settings.verifyingKey(), settings.sealingKey(), AuditedTopic.byNumber(ends));
    readPlans(ledger, plansEnd);
    AuditedTopic.read(
        kafka,
        Topics.SHAKES,
        ends,
        record ->
            ledger.logged(
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value()),
        read -> tell(Topics.SHAKES, read, total(ends)));
    Map<TopicPartition, Long> packetsEnd = AuditedTopic.ends(kafka, Topics.PACKETS);
    Map<TopicPartition, Long> lettersEnd = AuditedTopic.ends(kafka, Topics.DEAD_LETTERS);
    ledger.latestEnds(AuditedTopic.byNumber(AuditedTopic.ends(kafka, Topics.SHAKES)));
    AuditedTopic.read(
        kafka,
        Topics.PACKETS,
        packetsEnd,
        record -> ledger.won(record.value(), where(record)),
        read -> tell(Topics.PACKETS, read, total(packetsEnd)));
    AuditedTopic.read(
        kafka,
        Topics.DEAD_LETTERS,
        lettersEnd,
        record -> ledger.deadLetter(record.value(), where(record)),
        read -> tell(Topics.DEAD_LETTERS, read, total(lettersEnd)));
    settings.seen().ifPresent(file -> readSeen(ledger, file, seenBytes));
    return ledger.report();
  }

  private void awaitDrawJob(Map<TopicPartition, Long> ends) throws InterruptedException {
    progress.accept(
        String.format(
            Locale.ROOT, "the log holds %,d records; waiting for the draw job", total(ends)));
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()))) {
      Optional<String> behind =
          GroupProgress.awaitPassed(admin, settings.drawJobGroup(), ends, settings.drawJobWithin());
      if (behind.isPresent()) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "the draw job has not passed the log's end within %d s, %s: is it running?",
                settings.drawJobWithin().toSeconds(),
                behind.get()));
      }
    }
  }

  private void readPlans(AuditLedger ledger, Map<TopicPartition, Long> endsBefore) {
    TopicReader.readToEnd(
        settings.bootstrapServers(),
        Topics.SHOW,
        record -> {
          if (record.value() != null) {
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            boolean before = record.offset() < endsBefore.get(partition);
            ledger.plan(record.value(), where(record), before);
          }
        });
  }

  private void readSeen(AuditLedger ledger, Path file, long bytes) {
    long cut = SeenReader.read(file, bytes, ledger::heard);
    if (cut > 0) {
      progress.accept(file + ": " + cut + " cut lines left out");
    }
  }

  private void tell(String topic, long read, long total) {
    long nowNanos = System.nanoTime();
    if (nowNanos - toldAtNanos >= TELL_EVERY_NANOS) {
      toldAtNanos = nowNanos;
      progress.accept(String.format(Locale.ROOT, "%s: %,d of %,d records", topic, read, total));
    }
  }

  private static long total(Map<TopicPartition, Long> ends) {
    return ends.values().stream().mapToLong(Long::longValue).sum();
  }

  private static RecordPosition where(ConsumerRecord<byte[], byte[]> record) {
    return new RecordPosition(record.topic(), record.partition(), record.offset());
  }
}
