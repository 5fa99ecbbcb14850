package io.hongbao.wire.records;

import io.hongbao.domain.Sha256;
import io.hongbao.domain.draw.ControlRecord;
import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.keys.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A control record as it travels: numbered within show and bucket, and signed with Ed25519 over
 * show, bucket, number and content.
 */
public final class SignedControl implements ShakesRecord {

  private static final int VERSION = 1;
  private static final byte[] PURPOSE = "hongbao-control-1".getBytes(StandardCharsets.US_ASCII);

  private final BucketKey key;
  private final long number;
  private final byte[] content;
  private final byte[] signature;

  private SignedControl(BucketKey key, long number, byte[] content, byte[] signature) {
    this.key = key;
    this.number = number;
    this.content = content;
    this.signature = signature;
  }

  /**
   * Signs a content.
   *
   * @param content what {@link ControlCodec} wrote
   */
  public static SignedControl sign(
      SigningKey signingKey, BucketKey key, long number, byte[] content) {
    byte[] signature = signingKey.sign(message(key, number, content));
    return new SignedControl(key, number, content.clone(), signature);
  }

  public BucketKey key() {
    return key;
  }

  public long number() {
    return number;
  }

  /** Whether it brings seeds. */
  public boolean holdsSeeds() {
    return ControlCodec.isSeeds(content);
  }

  /** Writes it without its show; the content is left out if it is that of the record before. */
  void writeAfter(RecordWriter writer, SignedControl before) {
    boolean isSame = before != null && Arrays.equals(before.content, content);
    writer.writeNumber(key.bucket()).writeNumber(number).writeByte(isSame ? 1 : 0);
    if (!isSame) {
      writer.writeBytes(content);
    }
    writer.writeBytes(signature);
  }

  /** Reads what {@link #writeAfter} wrote. */
  static SignedControl readAfter(RecordReader reader, String show, SignedControl before) {
    BucketKey key = new BucketKey(show, reader.readInt());
    long number = reader.readNumber();
    boolean isSame = reader.readFlag();
    if (isSame && before == null) {
      throw new MalformedRecordException("control without content: expected one before it");
    }
    byte[] content = isSame ? before.content : reader.readBytes();
    return new SignedControl(key, number, content, reader.readBytes());
  }

  /**
   * Whether the record stands where its bucket lives. In another partition there is no order
   * between it and the bucket's shakes, so it must not count there, however well it is signed.
   *
   * @param partitions of the log
   */
  public boolean livesIn(int partition, int partitions) {
    return key.bucket() % partitions == partition;
  }

  public byte[] encode() {
    return new RecordWriter(content.length + 96)
        .writeByte(VERSION)
        .writeByte(RecordKind.CONTROL)
        .writeNumber(number)
        .writeBytes(content)
        .writeBytes(signature)
        .toBytes();
  }

  /**
   * Reads a signed control; the signature is not checked yet.
   *
   * @throws MalformedRecordException if it is damaged
   */
  public static SignedControl decode(BucketKey key, byte[] value) {
    RecordReader reader = new RecordReader(value).expect("control", VERSION, RecordKind.CONTROL);
    SignedControl control =
        new SignedControl(key, reader.readNumber(), reader.readBytes(), reader.readBytes());
    reader.expectEnd();
    return control;
  }

  /**
   * Checks the signature and opens the content.
   *
   * @throws MalformedRecordException if the signature is not the sender's, or the content is
   *     damaged
   */
  public ControlRecord verify(VerifyingKey verifyingKey, SealingKey sealingKey) {
    if (!verifyingKey.verify(message(key, number, content), signature)) {
      throw new MalformedRecordException(
          "control " + number + " of " + key.show() + "/" + key.bucket() + ": signature is wrong");
    }
    return trusted(sealingKey);
  }

  /** Opens a record whose signature was checked before, such as one kept in a job's state. */
  public ControlRecord trusted(SealingKey sealingKey) {
    try {
      return new ControlRecord(
          key.show(),
          key.bucket(),
          number,
          Sha256.hex(content),
          ControlCodec.decode(content, sealingKey));
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("control: " + e.getMessage(), e);
    }
  }

  private static byte[] message(BucketKey key, long number, byte[] content) {
    return new RecordWriter(content.length + 96)
        .writeBytes(PURPOSE)
        .writeText(key.show())
        .writeNumber(key.bucket())
        .writeNumber(number)
        .writeBytes(content)
        .toBytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedControl control
        && key.equals(control.key)
        && number == control.number
        && Arrays.equals(content, control.content)
        && Arrays.equals(signature, control.signature);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, number, Arrays.hashCode(content));
  }

  @Override
  public String toString() {
    return "control " + number + " of " + key.show() + "/" + key.bucket();
  }
}
