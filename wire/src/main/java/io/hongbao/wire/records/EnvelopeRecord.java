package io.hongbao.wire.records;

import io.hongbao.domain.campaign.Envelope;
import io.hongbao.wire.keys.SigningKey;
import io.hongbao.wire.keys.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * The most that a show may give away, in the topic {@code show} under the key {@code
 * SHOW/envelope}. Beside the signature that every record of the topic has, it carries that of a
 * second person, the approver, over all that it says. A later number replaces it.
 *
 * @param number 1, 2, 3 … within the show
 * @param atMillis when it was approved, epoch milliseconds
 * @param author who appended it, 1 to 100 characters
 * @param approval the approver's signature, in base64
 */
public record EnvelopeRecord(
    Envelope envelope, long number, long atMillis, String author, String approval)
    implements ShowRecord {

  private static final int VERSION = 1;
  private static final int MAX_ENTERPRISES = 10_000;
  private static final byte[] PURPOSE = "hongbao-envelope-1".getBytes(StandardCharsets.US_ASCII);

  public EnvelopeRecord {
    Objects.requireNonNull(envelope, "envelope");
    Objects.requireNonNull(approval, "approval");
    if (number < 1) {
      throw new IllegalArgumentException("envelope " + number + ": expected 1 or more");
    }
    OpRecord.requireAuthor(author);
  }

  /** An envelope that the holder of a key approves. */
  public static EnvelopeRecord approve(
      Envelope envelope, long number, long atMillis, String author, SigningKey approver) {
    byte[] signature = approver.sign(message(envelope, number, atMillis, author));
    return new EnvelopeRecord(
        envelope, number, atMillis, author, Base64.getEncoder().encodeToString(signature));
  }

  /** Whether it was approved before another one of the show: it never replaces that one. */
  public boolean isOlderThan(EnvelopeRecord other) {
    return number < other.number;
  }

  /** Whether the holder of the key's other half approved it. */
  public boolean isApprovedBy(VerifyingKey approver) {
    try {
      return approver.verify(
          message(envelope, number, atMillis, author), Base64.getDecoder().decode(approval));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] message(Envelope envelope, long number, long atMillis, String author) {
    RecordWriter writer = new RecordWriter(256).writeBytes(PURPOSE);
    write(writer, envelope, number, atMillis, author);
    return writer.toBytes();
  }

  @Override
  public String show() {
    return envelope.show();
  }

  @Override
  public String key() {
    return show() + "/envelope";
  }

  @Override
  public byte[] encode() {
    RecordWriter writer = new RecordWriter(256).writeByte(VERSION).writeByte(RecordKind.ENVELOPE);
    write(writer, envelope, number, atMillis, author);
    return writer.writeText(approval).toBytes();
  }

  private static void write(
      RecordWriter writer, Envelope envelope, long number, long atMillis, String author) {
    writer
        .writeText(envelope.show())
        .writeNumber(number)
        .writeNumber(atMillis)
        .writeText(author)
        .writeNumber(envelope.maxPackets())
        .writeNumber(envelope.maxFen())
        .writeNumber(envelope.largestPacketFen())
        .writeNumber(envelope.maxFenPerMinute())
        .writeNumber(envelope.validUntilMillis())
        .writeNumber(envelope.enterprises().size());
    envelope.enterprises().forEach(writer::writeText);
  }

  /**
   * Reads an envelope; the approver's signature is not looked at.
   *
   * @throws MalformedRecordException if it is none
   */
  public static EnvelopeRecord decode(byte[] value) {
    RecordReader reader = new RecordReader(value).expect("envelope", VERSION, RecordKind.ENVELOPE);
    try {
      String show = reader.readText();
      long number = reader.readNumber();
      long atMillis = reader.readNumber();
      String author = reader.readText();
      long maxPackets = reader.readNumber();
      long maxFen = reader.readNumber();
      long largestPacketFen = reader.readNumber();
      long maxFenPerMinute = reader.readNumber();
      long validUntilMillis = reader.readNumber();
      List<String> enterprises = new ArrayList<>();
      for (int left = WaveFields.readCount(reader, MAX_ENTERPRISES); left > 0; left--) {
        enterprises.add(reader.readText());
      }
      Envelope envelope =
          new Envelope(
              show,
              maxPackets,
              maxFen,
              largestPacketFen,
              maxFenPerMinute,
              enterprises,
              validUntilMillis);
      EnvelopeRecord record =
          new EnvelopeRecord(envelope, number, atMillis, author, reader.readText());
      reader.expectEnd();
      return record;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("envelope: " + e.getMessage(), e);
    }
  }
}
