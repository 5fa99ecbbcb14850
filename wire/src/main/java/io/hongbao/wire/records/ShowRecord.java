package io.hongbao.wire.records;

import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.keys.VerifyingKey;
import java.nio.charset.StandardCharsets;

/**
 * A record of the compacted topic {@code show}: a plan, what an operator did, the mode, the secrets
 * of a show that has ended, its envelope, or whether plans wait for a second person. It travels
 * signed with Ed25519; edges follow no other.
 */
public sealed interface ShowRecord
    permits PlanRecord, OpRecord, ModeRecord, SecretsRecord, EnvelopeRecord, ApprovalRecord {

  /** The show that it is about; empty if it is about all of them. */
  String show();

  /** The record's key in the topic. */
  String key();

  /** The record without its signature. */
  byte[] encode();

  /** The record as it stands in the topic. */
  default byte[] sign(SigningKey signingKey) {
    byte[] content = encode();
    return new RecordWriter(content.length + 96)
        .writeByte(Signed.VERSION)
        .writeByte(RecordKind.SIGNED_SHOW_RECORD)
        .writeBytes(content)
        .writeBytes(signingKey.sign(Signed.message(content)))
        .toBytes();
  }

  /**
   * Reads a record whose signature is right.
   *
   * @throws MalformedRecordException if it is damaged, unsigned, or signed by somebody else
   */
  static ShowRecord verify(byte[] value, VerifyingKey verifyingKey) {
    if (!isSigned(value)) {
      throw new MalformedRecordException("record of topic show without a signature");
    }
    RecordReader reader = Signed.open(value);
    byte[] content = reader.readBytes();
    byte[] signature = reader.readBytes();
    reader.expectEnd();
    if (!verifyingKey.verify(Signed.message(content), signature)) {
      throw new MalformedRecordException("record of topic show: signature is wrong");
    }
    return Signed.decodeContent(content);
  }

  /**
   * Reads a record without a look at its signature; also one of an earlier version, which had none.
   *
   * @throws MalformedRecordException if it is damaged
   */
  static ShowRecord decode(byte[] value) {
    if (!isSigned(value)) {
      return PlanRecord.decode(value);
    }
    RecordReader reader = Signed.open(value);
    byte[] content = reader.readBytes();
    byte[] unused = reader.readBytes();
    reader.expectEnd();
    return Signed.decodeContent(content);
  }

  /**
   * Reads a record whose signature is right, or a plan of an earlier version, which had none: for
   * readers of logs that were written before plans were signed.
   *
   * @throws MalformedRecordException if it is damaged, or signed by somebody else
   */
  static ShowRecord verifyIfSigned(byte[] value, VerifyingKey verifyingKey) {
    return isSigned(value) ? verify(value, verifyingKey) : decode(value);
  }

  /**
   * Whether a value has the form of a signed record; plans of earlier versions had no signature.
   */
  static boolean isSigned(byte[] value) {
    return value.length > 1 && value[1] == RecordKind.SIGNED_SHOW_RECORD;
  }

  /** How a signed record is laid out: version, kind, content, signature. */
  final class Signed {
    private static final int VERSION = 1;
    private static final byte[] PURPOSE = "hongbao-show-1".getBytes(StandardCharsets.US_ASCII);

    private Signed() {}

    private static RecordReader open(byte[] value) {
      return new RecordReader(value)
          .expect("signed record of topic show", VERSION, RecordKind.SIGNED_SHOW_RECORD);
    }

    private static byte[] message(byte[] content) {
      return new RecordWriter(content.length + 32)
          .writeBytes(PURPOSE)
          .writeBytes(content)
          .toBytes();
    }

    private static ShowRecord decodeContent(byte[] content) {
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
        default ->
            throw new MalformedRecordException(
                "record of topic show: kind " + content[1] + ", expected a known one");
      };
    }
  }
}
