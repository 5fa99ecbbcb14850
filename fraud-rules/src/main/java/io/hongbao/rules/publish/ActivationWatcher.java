package io.hongbao.rules.publish;

import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.rules.verdict.RiskNote;
import io.hongbao.rules.verdict.RiskNoteJson;
import io.hongbao.wire.records.MalformedRecordException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Hears when the risk job has a version in force. It hears what is said from its opening on, so it
 * is opened before the version is published. For one thread.
 */
public final class ActivationWatcher implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;

  private ActivationWatcher(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  public static ActivationWatcher open(String bootstrapServers) {
    KafkaConsumer<byte[], byte[]> consumer =
        TopicReader.open(bootstrapServers, Topics.VERDICT_REASONS);
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
    return new ActivationWatcher(consumer);
  }

  /** Which subtasks have a version in force, or a later one: all of them, or those of the time. */
  public ActivationProgress await(int version, Duration atMost) {
    ActivationProgress progress = new ActivationProgress(version);
    long startNanos = System.nanoTime();
    while (!progress.isEverywhere() && System.nanoTime() - startNanos < atMost.toNanos()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (VerdictLog.isNote(record.key())) {
          take(record.value(), progress);
        }
      }
    }
    return progress;
  }

  private static void take(byte[] value, ActivationProgress progress) {
    RiskNote note;
    try {
      note = RiskNoteJson.decode(value);
    } catch (MalformedRecordException e) {
      // No word from any subtask; who waits is told that it is missing.
      return;
    }
    progress.take(note);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
