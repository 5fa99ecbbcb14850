package io.hongbao.show.preview;

/**
 * What an audience wins in a wave, on average.
 *
 * @param turns of all phones
 * @param passing turns that may win
 * @param leftByOdds packets that no passing turn came for
 * @param leftByLimits packets beyond those, of users who hold all they may
 * @param wins packets that are given away
 */
public record WaveForecast(
    long turns, long passing, long leftByOdds, long leftByLimits, long wins) {

  /** The share of turns that win. */
  public double shareOfTurns() {
    return (double) wins / turns;
  }
}
