package io.hongbao.wire.records;

import io.hongbao.domain.Names;
import io.hongbao.domain.draw.Terms;

/** The key of every record of {@code shakes} but Tick: show and bucket. Also the key in Flink. */
public record BucketKey(String show, int bucket) {

  public BucketKey {
    Names.requireId("show", show);
    if (bucket < 0 || bucket >= Terms.MAX_BUCKETS) {
      throw new IllegalArgumentException("bucket " + bucket + ": expected 0 or more");
    }
  }

  public byte[] encode() {
    return new RecordWriter(show.length() + 4).writeText(show).writeNumber(bucket).toBytes();
  }

  /**
   * Reads a key.
   *
   * @throws MalformedRecordException if it is none
   */
  public static BucketKey decode(byte[] key) {
    RecordReader reader = new RecordReader(key);
    try {
      BucketKey decoded = new BucketKey(reader.readText(), reader.readInt());
      reader.expectEnd();
      return decoded;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException("key: " + e.getMessage(), e);
    }
  }
}
