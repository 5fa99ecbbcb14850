package io.hongbao.jobs.draw;

import io.hongbao.wire.records.BucketKey;
import io.hongbao.wire.records.MalformedRecordException;
import java.util.Arrays;

/**
 * Reads the keys of buckets. A log has few keys, each on a great many records, so those that were
 * read last are remembered. For one thread.
 */
final class BucketKeys {

  /** How many are remembered; of two keys with one slot the later one. */
  private static final int SLOTS = 1_024;

  /**
   * A key that was read.
   *
   * @param bytes as it stands in the log
   * @param name {@code SHOW/BUCKET}, the key in Flink
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Known(byte[] bytes, BucketKey key, String name) {}

  private final Known[] known = new Known[SLOTS];

  /**
   * Reads a key.
   *
   * @throws MalformedRecordException if it is none
   */
  Known read(byte[] bytes) {
    int slot = Math.floorMod(Arrays.hashCode(bytes), SLOTS);
    Known found = known[slot];
    if (found == null || !Arrays.equals(found.bytes(), bytes)) {
      BucketKey key = BucketKey.decode(bytes);
      found = new Known(bytes.clone(), key, key.show() + '/' + key.bucket());
      known[slot] = found;
    }
    return found;
  }
}
