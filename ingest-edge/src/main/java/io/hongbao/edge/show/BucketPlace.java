package io.hongbao.edge.show;

import io.hongbao.wire.records.BucketKey;

/** Where the shakes of a bucket go: their key and their partition. Immutable. */
public final class BucketPlace {

  private final BucketKey key;
  private final byte[] keyBytes;
  private final int partition;

  BucketPlace(String show, int bucket, int partitions) {
    this.key = new BucketKey(show, bucket);
    this.keyBytes = key.encode();
    this.partition = bucket % partitions;
  }

  public BucketKey key() {
    return key;
  }

  /** The key, encoded. Not to be changed. */
  public byte[] keyBytes() {
    return keyBytes;
  }

  public int partition() {
    return partition;
  }
}
