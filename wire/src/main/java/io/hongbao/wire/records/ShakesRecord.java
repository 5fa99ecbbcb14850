package io.hongbao.wire.records;

/** A record of the topic {@code shakes}. */
public sealed interface ShakesRecord permits ShakeRecord, TickRecord, SignedControl {

  /**
   * Reads a record.
   *
   * @param key may be null only for a Tick
   * @throws MalformedRecordException if it is none of the known kinds, or damaged
   */
  static ShakesRecord decode(byte[] key, byte[] value) {
    if (value == null || value.length < 2) {
      throw new MalformedRecordException("value of less than 2 bytes");
    }
    int kind = value[1] & 0xff;
    if (kind == RecordKind.TICK) {
      return TickRecord.decode(value);
    }
    if (key == null) {
      throw new MalformedRecordException("no key: expected show and bucket");
    }
    return switch (kind) {
      case RecordKind.SHAKE -> ShakeRecord.decode(BucketKey.decode(key), value);
      case RecordKind.CONTROL -> SignedControl.decode(BucketKey.decode(key), value);
      default -> throw new MalformedRecordException("unknown kind " + kind);
    };
  }
}
