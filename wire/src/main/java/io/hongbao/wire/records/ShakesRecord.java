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
    if (kind(value) == RecordKind.TICK) {
      return TickRecord.decode(value);
    }
    if (key == null) {
      throw new MalformedRecordException("no key: expected show and bucket");
    }
    return decodeOf(BucketKey.decode(key), value);
  }

  /**
   * Reads a record whose key was read before.
   *
   * @throws MalformedRecordException if it is none of the known kinds, or damaged
   */
  static ShakesRecord decodeOf(BucketKey key, byte[] value) {
    int kind = kind(value);
    return switch (kind) {
      case RecordKind.TICK -> TickRecord.decode(value);
      case RecordKind.SHAKE -> ShakeRecord.decode(key, value);
      case RecordKind.CONTROL -> SignedControl.decode(key, value);
      default -> throw new MalformedRecordException("unknown kind " + kind);
    };
  }

  private static int kind(byte[] value) {
    if (value == null || value.length < 2) {
      throw new MalformedRecordException("value of less than 2 bytes");
    }
    return value[1] & 0xff;
  }
}
