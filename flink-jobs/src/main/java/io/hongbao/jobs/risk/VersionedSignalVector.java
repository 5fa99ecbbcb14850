package io.hongbao.jobs.risk;

import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.signal.SignalVector;
import io.hongbao.wire.records.RecordReader;
import io.hongbao.wire.records.RecordWriter;

/**
 * A signal vector on its way from counter to counter.
 *
 * @param ruleSetVersion of the rule set under which it set out; its values are by that set's plan
 */
record VersionedSignalVector(int ruleSetVersion, SignalVector vector) {

  private static final int VERSION = 1;

  /**
   * What no name begins with; a signal vector without a name for a grouping still needs a key to
   * pass.
   */
  private static final char NAMED = '+';

  private static final char NAMELESS = '-';

  /**
   * The key under which the signal vector passes the counter of a grouping. Signal vectors that
   * this one does not count are spread by their users.
   */
  String keyFor(Grouping by) {
    String name = vector.keyOf(by);
    return name.isEmpty() ? NAMELESS + vector.user() : NAMED + name;
  }

  boolean isNamedFor(Grouping by) {
    return !vector.keyOf(by).isEmpty();
  }

  byte[] encode() {
    RecordWriter writer =
        new RecordWriter(160)
            .writeByte(VERSION)
            .writeNumber(ruleSetVersion)
            .writeNumber(vector.beatEndMillis())
            .writeNumber(vector.stampMillis())
            .writeText(vector.user())
            .writeText(vector.device())
            .writeText(vector.address())
            .writeNumber(vector.requests())
            .writeNumber(vector.shakes())
            .writeNumber(vector.packets())
            .writeNumber(vector.amountFen())
            .writeNumber(vector.values().length);
    for (double value : vector.values()) {
      writer.writeBits(Double.doubleToRawLongBits(value));
    }
    return writer.toBytes();
  }

  static VersionedSignalVector decode(byte[] bytes) {
    RecordReader reader = new RecordReader(bytes).expectVersion("signal vector", VERSION);
    int ruleSetVersion = reader.readInt();
    SignalVector vector =
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
    return new VersionedSignalVector(ruleSetVersion, vector);
  }

  private static double[] values(RecordReader reader) {
    double[] values = new double[reader.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(reader.readBits());
    }
    return values;
  }
}
