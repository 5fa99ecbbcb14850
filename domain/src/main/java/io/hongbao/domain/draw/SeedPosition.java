package io.hongbao.domain.draw;

/**
 * Where a seed lies: which record brought it and at what place. Since numbers are used once, so is
 * the packet's id made of them.
 *
 * @param batchNumber the control number of its batch
 * @param index its place in the batch, from 0
 * @param shares into how many its packet is split
 */
public record SeedPosition(
    long batchNumber, int index, String enterpriseId, Seed seed, int shares) {

  /** The id of the packet that this seed becomes: {@code SHOW.BUCKET.BATCH.INDEX}. */
  public String packetId(String show, int bucket) {
    return packetId(show, bucket, batchNumber, index);
  }

  /** The id of a seed and of its packet; the dots cannot stand in a show's name. */
  public static String packetId(String show, int bucket, long batchNumber, int index) {
    return show + '.' + bucket + '.' + batchNumber + '.' + index;
  }
}
