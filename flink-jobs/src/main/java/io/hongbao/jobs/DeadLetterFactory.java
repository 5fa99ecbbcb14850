package io.hongbao.jobs;

import static io.hongbao.jobs.RecordCodec.readBytes;
import static io.hongbao.jobs.RecordCodec.writeBytes;

import io.hongbao.wire.records.DeadLetter;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.OutputTag;

/**
 * Makes dead letters. They are cut to a size that Kafka always takes, since a letter that could not
 * be sent would stop the job for good; its place says where the whole record stands.
 */
public final class DeadLetterFactory {

  public static final TypeInformation<DeadLetter> TYPE =
      RecordType.of(DeadLetter.class, new DeadLetterForm());

  public static final OutputTag<DeadLetter> TAG = new OutputTag<>("dead-letters", TYPE);

  /** Longest reason: enough for any message of ours, though it may quote a record. */
  private static final int MAX_WHY_CHARACTERS = 500;

  /** Longest key or value; both stay far below the 1 MiB that Kafka takes by default. */
  private static final int MAX_BYTES = 256 * 1024;

  private DeadLetterFactory() {}

  /** A letter about the record of a topic; key and value are empty if it has none. */
  public static DeadLetter of(
      String topic,
      int partition,
      long offset,
      long appendedAtMillis,
      byte[] key,
      byte[] value,
      String reason) {
    boolean whole = key.length <= MAX_BYTES && value.length <= MAX_BYTES;
    return new DeadLetter(
        cut(reason) + (whole ? "" : " (bytes cut short)"),
        topic,
        partition,
        offset,
        appendedAtMillis,
        cut(key),
        cut(value));
  }

  private static String cut(String reason) {
    return reason.length() <= MAX_WHY_CHARACTERS
        ? reason
        : reason.substring(0, MAX_WHY_CHARACTERS) + " …";
  }

  private static byte[] cut(byte[] bytes) {
    return bytes.length <= MAX_BYTES ? bytes : Arrays.copyOf(bytes, MAX_BYTES);
  }

  private static final class DeadLetterForm implements RecordCodec<DeadLetter> {

    private static final long serialVersionUID = 1L;

    @Override
    public void write(DeadLetter letter, DataOutputView target) throws IOException {
      writeBytes(letter.encode(), target);
    }

    @Override
    public DeadLetter read(DataInputView source) throws IOException {
      return DeadLetter.decode(readBytes(source));
    }
  }
}
