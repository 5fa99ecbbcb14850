package io.hongbao.wire.records;

/**
 * A record that could not be used: why, where it stands, and its bytes. The topic {@code
 * dead-letters} is keyed by the source topic.
 *
 * @param key empty if the record had none
 * @param value empty if the record had none
 */
@SuppressWarnings("ArrayRecordComponent") // carried by Flink, never compared
public record DeadLetter(
    String why,
    String topic,
    int partition,
    long offset,
    long timestampMillis,
    byte[] key,
    byte[] value) {

  private static final int VERSION = 1;
  private static final byte[] NONE = {};

  public DeadLetter {
    key = key == null ? NONE : key;
    value = value == null ? NONE : value;
  }

  public byte[] encode() {
    return new RecordWriter(64 + why.length() + key.length + value.length)
        .writeByte(VERSION)
        .writeByte(RecordKind.DEAD_LETTER)
        .writeText(why)
        .writeText(topic)
        .writeNumber(partition)
        .writeNumber(offset)
        .writeNumber(Math.max(0, timestampMillis))
        .writeBytes(key)
        .writeBytes(value)
        .toBytes();
  }

  /**
   * Reads a dead letter.
   *
   * @throws MalformedRecordException if it is none
   */
  public static DeadLetter decode(byte[] bytes) {
    RecordReader reader =
        new RecordReader(bytes).expect("dead letter", VERSION, RecordKind.DEAD_LETTER);
    DeadLetter letter =
        new DeadLetter(
            reader.readText(),
            reader.readText(),
            reader.readInt(),
            reader.readNumber(),
            reader.readNumber(),
            reader.readBytes(),
            reader.readBytes());
    reader.expectEnd();
    return letter;
  }
}
