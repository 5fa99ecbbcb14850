package io.hongbao.wire.records;

import java.nio.charset.StandardCharsets;

/** How a signed record of topic {@code show} is laid out: version, kind, content, signature. */
final class SignedShowRecord {

  static final int VERSION = 1;

  private static final byte[] PURPOSE = "hongbao-show-1".getBytes(StandardCharsets.US_ASCII);

  private SignedShowRecord() {}

  static RecordReader open(byte[] value) {
    return new RecordReader(value)
        .expect("signed record of topic show", VERSION, RecordKind.SIGNED_SHOW_RECORD);
  }

  /** What the signature is of. */
  static byte[] message(byte[] content) {
    return new RecordWriter(content.length + 32).writeBytes(PURPOSE).writeBytes(content).toBytes();
  }

  static ShowRecord decodeContent(byte[] content) {
    if (content.length < 2) {
      throw new MalformedRecordException(
          "record of topic show of " + content.length + " bytes: expected more");
    }
    return switch (content[1]) {
      case RecordKind.PLAN -> PlanRecord.decode(content);
      case RecordKind.OP -> OpRecord.decode(content);
      case RecordKind.MODE -> ModeRecord.decode(content);
      case RecordKind.SECRETS -> SecretsRecord.decode(content);
      case RecordKind.ENVELOPE -> EnvelopeRecord.decode(content);
      case RecordKind.APPROVAL -> ApprovalRecord.decode(content);
      case RecordKind.POLICY -> PolicyRecord.decode(content);
      default ->
          throw new MalformedRecordException(
              "record of topic show: kind " + content[1] + ", expected a known one");
    };
  }
}
