package io.hongbao.show.preview;

import io.hongbao.domain.campaign.Pool;
import java.util.List;

/**
 * A pool of a wave and where its packets go.
 *
 * @param fewestInBucket packets of the bucket that gets fewest
 * @param maxInBucket packets of the bucket that gets most
 * @param bucketsWithout buckets that get none
 * @param releasedInSlice packets released in each of {@link #SLICES} equal slices of the wave
 */
public record PoolPreview(
    Pool pool,
    int fewestInBucket,
    int maxInBucket,
    int bucketsWithout,
    List<Long> releasedInSlice) {

  /** Into how many equal slices of time a wave's release is cut: as many as a terminal has room. */
  public static final int SLICES = 50;

  public PoolPreview {
    releasedInSlice = List.copyOf(releasedInSlice);
    if (releasedInSlice.size() != SLICES) {
      throw new IllegalArgumentException(
          "releasedInSlice of " + releasedInSlice.size() + ": expected " + SLICES);
    }
  }

  /** What a packet is worth on average, rounded to the fen. */
  public long meanFen() {
    return Math.round((double) pool.budgetFen() / pool.packets());
  }
}
