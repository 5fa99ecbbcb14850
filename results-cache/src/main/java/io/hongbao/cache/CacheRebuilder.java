package io.hongbao.cache;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.money.MoneyRecord;
import io.hongbao.domain.money.PacketRecord;
import io.hongbao.kafka.GroupProgress;
import io.hongbao.kafka.TopicReader;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.MoneyCodec;
import io.hongbao.wire.records.WonRecord;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every user's packet list again, and where each packet stands, from the topic {@code
 * packets}.
 *
 * <p>An answer may have shown a packet whose win is not in the topic yet. So it first waits until
 * the draw job's checkpoint has passed all shakes that stood in the log: with the checkpoint their
 * wins are acknowledged.
 */
public final class CacheRebuilder {

  private static final Duration DRAW_JOB_TIMEOUT = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(CacheRebuilder.class);

  private final String kafka;
  private final CacheSettings cache;

  /**
   * A restorer; nothing happens yet.
   *
   * @param kafka bootstrap servers
   */
  public CacheRebuilder(String kafka, CacheSettings cache) {
    this.kafka = kafka;
    this.cache = cache;
  }

  /**
   * Writes all lists, whether they are complete or not.
   *
   * @return how many wins stand in the topic, repeats counted
   * @throws CacheUnavailableException if Redis fails, or another restorer has taken over
   * @throws OperationFailedException if the draw job does not catch up within 30 s
   */
  public long restore() throws InterruptedException {
    try (PacketsRebuild rebuild = PacketsRebuild.start(cache, System.currentTimeMillis())) {
      awaitDrawJob();
      long[] count = {0};
      TopicReader.readToEnd(
          kafka,
          Topics.PACKETS,
          record -> {
            add(rebuild, record);
            count[0] += MoneyCodec.isWon(record.value()) ? 1 : 0;
          });
      rebuild.complete();
      return count[0];
    }
  }

  private static void add(PacketsRebuild rebuild, ConsumerRecord<byte[], byte[]> record) {
    Optional<WonRecord> won;
    MoneyRecord read;
    try {
      boolean isWon = MoneyCodec.isWon(record.value());
      won = isWon ? Optional.of(WonRecord.decode(record.value())) : Optional.empty();
      read = won.isPresent() ? won.get().toWon() : MoneyCodec.decode(record.value());
    } catch (MalformedRecordException | IllegalArgumentException e) {
      LOG.warn(
          "topic packets, partition {}, offset {}: {}",
          record.partition(),
          record.offset(),
          e.getMessage());
      return;
    }
    try {
      if (won.isPresent()) {
        rebuild.add(won.get());
      }
      if (read instanceof PacketRecord ofPacket) {
        rebuild.add(ofPacket, record.offset(), record.timestamp());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationFailedException("interrupted while packet lists were restored", e);
    }
  }

  private void awaitDrawJob() throws InterruptedException {
    Optional<String> behind =
        GroupProgress.awaitPassed(kafka, GroupProgress.DRAW, Topics.SHAKES, DRAW_JOB_TIMEOUT);
    if (behind.isPresent()) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "the draw job has not caught up within %d s, %s",
              DRAW_JOB_TIMEOUT.toSeconds(),
              behind.get()));
    }
  }
}
