package io.hongbao.wire.records;

import io.hongbao.domain.draw.Outcome;
import io.hongbao.domain.draw.Outcome.LimitReason;

/** An outcome as bytes, as it lies in the cache and in the draw job's tallies. */
public final class OutcomeCodec {

  private static final int MISS = 1;
  private static final int GREETING = 2;
  private static final int PACKET = 3;
  private static final int LIMITED_USER = 4;
  private static final int LIMITED_ENTERPRISE = 5;

  private OutcomeCodec() {}

  public static byte[] encode(Outcome outcome) {
    RecordWriter writer = new RecordWriter(outcome instanceof Outcome.Packet ? 80 : 16);
    write(writer, outcome);
    return writer.toBytes();
  }

  /**
   * Reads an outcome that fills the bytes.
   *
   * @throws MalformedRecordException if it is none
   */
  public static Outcome decode(byte[] bytes) {
    RecordReader reader = new RecordReader(bytes);
    Outcome outcome = read(reader);
    reader.expectEnd();
    return outcome;
  }

  public static void write(RecordWriter writer, Outcome outcome) {
    if (outcome instanceof Outcome.Packet packet) {
      writer
          .writeByte(PACKET)
          .writeText(packet.packetId())
          .writeText(packet.enterpriseId())
          .writeNumber(packet.amountFen());
    } else if (outcome instanceof Outcome.Greeting greeting) {
      writer.writeByte(GREETING).writeText(greeting.greetingId());
    } else if (outcome instanceof Outcome.Limited limited) {
      writer.writeByte(limited.reason() == LimitReason.USER ? LIMITED_USER : LIMITED_ENTERPRISE);
    } else {
      writer.writeByte(MISS);
    }
  }

  /**
   * Reads an outcome and leaves what stands behind it.
   *
   * @throws MalformedRecordException if it is none
   */
  public static Outcome read(RecordReader reader) {
    int kind = reader.readByte();
    try {
      return switch (kind) {
        case MISS -> Outcome.MISS;
        case GREETING -> new Outcome.Greeting(reader.readText());
        case PACKET ->
            new Outcome.Packet(reader.readText(), reader.readText(), reader.readNumber());
        case LIMITED_USER -> Outcome.LIMITED_USER;
        case LIMITED_ENTERPRISE -> Outcome.LIMITED_ENTERPRISE;
        default -> throw new MalformedRecordException("unknown outcome " + kind);
      };
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("outcome: " + e.getMessage(), e);
    }
  }
}
