package io.hongbao.wire.records;

/**
 * Whether staged plans wait for a second person, in the topic {@code show} under the key {@code
 * approval}. It holds for every show of the log; the last one counts.
 *
 * @param isRequired whether they wait
 * @param atMillis since when, epoch milliseconds
 * @param author who said so, 1 to 100 characters
 */
public record ApprovalRecord(boolean isRequired, long atMillis, String author)
    implements ShowRecord {

  private static final int VERSION = 1;

  public ApprovalRecord {
    OpRecord.requireAuthor(author);
  }

  /** Empty: it is about all shows. */
  @Override
  public String show() {
    return "";
  }

  @Override
  public String key() {
    return "approval";
  }

  @Override
  public byte[] encode() {
    return new RecordWriter(64)
        .writeByte(VERSION)
        .writeByte(RecordKind.APPROVAL)
        .writeByte(isRequired ? 1 : 0)
        .writeNumber(atMillis)
        .writeText(author)
        .toBytes();
  }

  /**
   * Reads whether plans wait.
   *
   * @throws MalformedRecordException if it is something else
   */
  public static ApprovalRecord decode(byte[] value) {
    RecordReader reader = new RecordReader(value).expect("approval", VERSION, RecordKind.APPROVAL);
    try {
      ApprovalRecord record =
          new ApprovalRecord(reader.readFlag(), reader.readNumber(), reader.readText());
      reader.expectEnd();
      return record;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("approval: " + e.getMessage(), e);
    }
  }
}
