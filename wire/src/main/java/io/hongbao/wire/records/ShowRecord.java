package io.hongbao.wire.records;

import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.keys.VerifyingKey;

/**
 * A record of the compacted topic {@code show}: a plan, what an operator did, the mode, the secrets
 * of a show that has ended, its envelope, whether plans wait for a second person, or the phone
 * policy. It travels signed with Ed25519; edges follow no other.
 */
public sealed interface ShowRecord
    permits PlanRecord,
        OpRecord,
        ModeRecord,
        SecretsRecord,
        EnvelopeRecord,
        ApprovalRecord,
        PolicyRecord {

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
        .writeByte(SignedShowRecord.VERSION)
        .writeByte(RecordKind.SIGNED_SHOW_RECORD)
        .writeBytes(content)
        .writeBytes(signingKey.sign(SignedShowRecord.message(content)))
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
    RecordReader reader = SignedShowRecord.open(value);
    byte[] content = reader.readBytes();
    byte[] signature = reader.readBytes();
    reader.expectEnd();
    if (!verifyingKey.verify(SignedShowRecord.message(content), signature)) {
      throw new MalformedRecordException("record of topic show: signature is wrong");
    }
    return SignedShowRecord.decodeContent(content);
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
    RecordReader reader = SignedShowRecord.open(value);
    byte[] content = reader.readBytes();
    byte[] unused = reader.readBytes();
    reader.expectEnd();
    return SignedShowRecord.decodeContent(content);
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
}
