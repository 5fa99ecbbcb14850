package io.hongbao.domain.draw;

/**
 * A packet to be given away.
 *
 * @param amountFen what it is worth, at least 1
 * @param releaseOffsetMillis from when on it may be won, counted from the wave's opening
 */
public record Seed(long amountFen, long releaseOffsetMillis) {

  public Seed {
    if (amountFen < 1) {
      throw new IllegalArgumentException("seed of " + amountFen + " fen: expected at least 1");
    }
    if (releaseOffsetMillis < 0 || releaseOffsetMillis > WaveSchedule.LATEST_MILLIS) {
      throw new IllegalArgumentException(
          "seed released "
              + releaseOffsetMillis
              + " ms after the opening: expected 0 to "
              + WaveSchedule.LATEST_MILLIS);
    }
  }
}
