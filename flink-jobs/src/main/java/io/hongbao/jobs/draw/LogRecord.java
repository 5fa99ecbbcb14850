package io.hongbao.jobs.draw;

import io.hongbao.jobs.DeadLetterFactory;
import io.hongbao.kafka.Topics;
import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.records.MalformedRecordException;
import io.hongbao.wire.records.ShakesRecord;
import io.hongbao.wire.records.TickRecord;
import java.util.Optional;

/**
 * A record of the topic {@code shakes} on its way to its bucket, read no further than needed for
 * that.
 *
 * @param bucket {@code SHOW/BUCKET}, the key in Flink; empty, one key for all of them, if the
 *     record is damaged
 * @param key as it stands in the log; empty if there is none
 * @param value as it stands in the log; empty if there is none
 * @param appendedAtMillis by the log's clock
 * @param damage why the record can reach no bucket; empty if it can
 */
@SuppressWarnings("ArrayRecordComponent") // carried by Flink, never compared
record LogRecord(
    String bucket,
    byte[] key,
    byte[] value,
    int partition,
    long offset,
    long appendedAtMillis,
    String damage) {

  private static final byte[] NOTHING = {};

  /**
   * Reads which bucket a record is for.
   *
   * @param keys reads the key
   * @param key null if there is none
   * @param value null if there is none
   * @return empty for a Tick, which is for no bucket and which the draw ignores
   */
  static Optional<LogRecord> read(
      BucketKeys keys,
      byte[] key,
      byte[] value,
      int partition,
      long offset,
      long appendedAtMillis) {
    String bucket = "";
    String damage = "";
    try {
      if (value == null) {
        throw new MalformedRecordException("no value");
      }
      if (key == null && ShakesRecord.decode(null, value) instanceof TickRecord) {
        return Optional.empty();
      }
      bucket = keys.read(key).name();
    } catch (RuntimeException e) {
      damage = String.valueOf(e.getMessage());
    }
    return Optional.of(
        new LogRecord(
            bucket,
            key == null ? NOTHING : key,
            value == null ? NOTHING : value,
            partition,
            offset,
            appendedAtMillis,
            damage));
  }

  boolean isDamaged() {
    return bucket.isEmpty();
  }

  /** A dead letter that holds this record and says why it could not be used. */
  DeadLetter asDeadLetter(String why) {
    return DeadLetterFactory.of(
        Topics.SHAKES, partition, offset, appendedAtMillis, key, value, why);
  }
}
