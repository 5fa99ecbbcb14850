package io.hongbao.wire.records;

/**
 * A sign of life from an edge, so that a quiet log still has a clock. The draw ignores it.
 *
 * @param stampMillis the edge's clock
 */
public record TickRecord(String edge, long stampMillis) implements ShakesRecord {

  private static final int VERSION = 1;

  public byte[] encode() {
    return new RecordWriter(edge.length() + 16)
        .writeByte(VERSION)
        .writeByte(RecordKind.TICK)
        .writeText(edge)
        .writeNumber(stampMillis)
        .toBytes();
  }

  static TickRecord decode(byte[] value) {
    RecordReader reader = new RecordReader(value).expect("tick", VERSION, RecordKind.TICK);
    TickRecord tick = new TickRecord(reader.readText(), reader.readNumber());
    reader.expectEnd();
    return tick;
  }
}
