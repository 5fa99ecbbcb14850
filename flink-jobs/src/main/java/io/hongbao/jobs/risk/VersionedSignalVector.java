package io.hongbao.jobs.risk;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;

/**
 * A card on its way from counter to counter.
 *
 * @param bookVersion of the rule set under which it set out; its values are by that set's plan
 */
record VersionedSignalVector(int bookVersion, SignalVector card) {

  private static final int VERSION = 1;

  /** What no name begins with; a card without a name for a grouping still needs a key to pass. */
  private static final char NAMED = '+';

  private static final char NAMELESS = '-';

  /**
   * The key under which the card passes the counter of a grouping. Cards that this one does not
   * count are spread by their users.
   */
  String keyFor(Grouping by) {
    String name = card.keyOf(by);
    return name.isEmpty() ? NAMELESS + card.user() : NAMED + name;
  }

  boolean isNamedFor(Grouping by) {
    return !card.keyOf(by).isEmpty();
  }

  byte[] encode() {
    RecordWriter writer =
        new RecordWriter(160)
            .writeByte(VERSION)
            .writeNumber(bookVersion)
            .writeNumber(card.beatEndMillis())
            .writeNumber(card.stampMillis())
            .writeText(card.user())
            .writeText(card.device())
            .writeText(card.address())
            .writeNumber(card.requests())
            .writeNumber(card.shakes())
            .writeNumber(card.packets())
            .writeNumber(card.amountFen())
            .writeNumber(card.values().length);
    for (double value : card.values()) {
      writer.writeBits(Double.doubleToRawLongBits(value));
    }
    return writer.toBytes();
  }

  static VersionedSignalVector decode(byte[] bytes) {
    RecordReader reader = new RecordReader(bytes).expectVersion("card", VERSION);
    int bookVersion = reader.readInt();
    SignalVector card =
        new SignalVector(
            reader.readNumber(),
            reader.readNumber(),
            reader.readText(),
            reader.readText(),
            reader.readText(),
            reader.readInt(),
            reader.readInt(),
            reader.readInt(),
            reader.readNumber(),
            values(reader));
    reader.expectEnd();
    return new VersionedSignalVector(bookVersion, card);
  }

  private static double[] values(RecordReader reader) {
    double[] values = new double[reader.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(reader.readBits());
    }
    return values;
  }
}
