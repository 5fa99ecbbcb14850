package io.hongbao.show.preview;

import io.hongbao.domain.campaign.Pool;
import java.util.List;

/**
 * A pool of a wave and where its packets go.
 *
 * @param fewestInBucket packets of the bucket that gets fewest
 * @param mostInBucket packets of the bucket that gets most
 * @param bucketsWithout buckets that get none
 * @param releasedInSlice packets released in each of {@link WavePreview#SLICES} equal slices of the
 *     wave
 */
public record PoolPreview(
    Pool pool,
    int fewestInBucket,
    int mostInBucket,
    int bucketsWithout,
    List<Long> releasedInSlice) {

  public PoolPreview {
    releasedInSlice = List.copyOf(releasedInSlice);
    if (releasedInSlice.size() != WavePreview.SLICES) {
      throw new IllegalArgumentException(
          "releasedInSlice of " + releasedInSlice.size() + ": expected " + WavePreview.SLICES);
    }
  }

  /** What a packet is worth on average, rounded to the fen. */
  public long meanFen() {
    return Math.round((double) pool.budgetFen() / pool.packets());
  }
}
