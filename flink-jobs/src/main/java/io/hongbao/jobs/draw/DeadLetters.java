package io.hongbao.jobs.draw;

import io.hongbao.wire.records.DeadLetter;
import io.hongbao.wire.topics.Topics;
import java.util.Arrays;
import org.apache.flink.util.OutputTag;

/**
 * Makes dead letters. They are cut to a size that Kafka always takes, since a letter that could not
 * be sent would stop the job for good; its place says where the whole record stands.
 */
final class DeadLetters {

  static final OutputTag<DeadLetter> TAG = new OutputTag<>("dead-letters", DrawTypes.DEAD_LETTER);

  /** Longest reason: enough for any message of ours, though it may quote a record. */
  private static final int MOST_WHY_CHARACTERS = 500;

  /** Longest key or value; both stay far below the 1 MiB that Kafka takes by default. */
  private static final int MOST_BYTES = 256 * 1024;

  private DeadLetters() {}

  static DeadLetter of(LogRecord record, String why) {
    boolean whole = record.key().length <= MOST_BYTES && record.value().length <= MOST_BYTES;
    return new DeadLetter(
        cut(why) + (whole ? "" : " (bytes cut short)"),
        Topics.SHAKES,
        record.partition(),
        record.offset(),
        record.appendedAtMillis(),
        cut(record.key()),
        cut(record.value()));
  }

  private static String cut(String why) {
    return why.length() <= MOST_WHY_CHARACTERS ? why : why.substring(0, MOST_WHY_CHARACTERS) + " …";
  }

  private static byte[] cut(byte[] bytes) {
    return bytes.length <= MOST_BYTES ? bytes : Arrays.copyOf(bytes, MOST_BYTES);
  }
}
