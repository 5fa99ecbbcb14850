package io.hongbao.show.preview;

import io.hongbao.domain.draw.Odds;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether the turns of an audience suffice to give a wave's packets away, on average.
 *
 * <p>A packet goes to a turn that starts once it has been released. So what is released from an
 * instant on needs as many passing turns that start from it on, whatever passed before; the instant
 * that asks for most decides. Every user's first turn starts at the opening, the second between one
 * and two turn lengths after it, and from there on they come evenly.
 *
 * <p>Looked at from the beginning of each slice of the wave. Chance lets some packets lie where
 * this says none: a little more audience than it asks for is wise.
 */
final class AudienceEstimate {

  /** More phones than people are no audience. */
  private static final BigDecimal MAX_PHONES = BigDecimal.valueOf(10_000_000_000L);

  private static final int DECIMALS = 12;

  /** Digits of odds that people are told. */
  private static final int DIGITS_TOLD = 3;

  private final long[] releasedFrom;

  /** In parts of a turn, so that they are whole numbers. */
  private final long[] turnPartsFrom;

  private final long partsPerTurn;

  /**
   * Of a wave.
   *
   * @param releasedInSlice packets released in each slice, the slices being equally long
   */
  AudienceEstimate(List<Long> releasedInSlice, long waveMillis, int turnMillis) {
    int slices = releasedInSlice.size();
    releasedFrom = new long[slices];
    turnPartsFrom = new long[slices];
    partsPerTurn = (long) slices * turnMillis;
    long waveParts = slices * waveMillis;
    long released = 0;
    for (int slice = slices - 1; slice >= 0; slice--) {
      released += releasedInSlice.get(slice);
      releasedFrom[slice] = released;
      turnPartsFrom[slice] =
          slice == 0
              ? Math.max(partsPerTurn, waveParts)
              : Math.max(0, waveParts - Math.max(slice * waveMillis, partsPerTurn));
    }
  }

  /** Turns a user has in the wave, on average. */
  double turnsAUser() {
    return (double) turnPartsFrom[0] / partsPerTurn;
  }

  /**
   * From how many phones on all packets can be given away.
   *
   * @return empty if no number of them can: odds of 0, or packets that are released when no turn
   *     starts any more
   */
  OptionalLong phonesToGiveAll(Odds odds) {
    Optional<BigDecimal> needed = passingPhones();
    if (needed.isEmpty() || odds.share().signum() == 0) {
      return OptionalLong.empty();
    }
    BigDecimal phones = needed.get().divide(odds.share(), 0, RoundingMode.CEILING);
    return phones.compareTo(MAX_PHONES) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(phones.longValueExact());
  }

  /**
   * The odds by which so many phones can be given all packets, rounded up to three digits.
   *
   * @return empty if no odds are high enough
   */
  Optional<BigDecimal> oddsToGiveAll(long phones) {
    return passingPhones()
        .filter(needed -> needed.compareTo(BigDecimal.valueOf(phones)) <= 0)
        .map(
            needed ->
                needed.divide(
                    BigDecimal.valueOf(phones),
                    new MathContext(DIGITS_TOLD, RoundingMode.CEILING)));
  }

  /** Packets that are still there at the close, on average. */
  long left(long phones, Odds odds) {
    BigDecimal passing = odds.share().multiply(BigDecimal.valueOf(phones));
    BigDecimal left = BigDecimal.ZERO;
    for (int slice = 0; slice < releasedFrom.length; slice++) {
      BigDecimal won =
          passing
              .multiply(BigDecimal.valueOf(turnPartsFrom[slice]))
              .divide(BigDecimal.valueOf(partsPerTurn), DECIMALS, RoundingMode.HALF_UP);
      left = left.max(BigDecimal.valueOf(releasedFrom[slice]).subtract(won));
    }
    return left.longValue();
  }

  /** How many phones had to win with every turn; empty if no number suffices. */
  private Optional<BigDecimal> passingPhones() {
    BigDecimal needed = BigDecimal.ZERO;
    for (int slice = 0; slice < releasedFrom.length; slice++) {
      if (releasedFrom[slice] > 0 && turnPartsFrom[slice] == 0) {
        return Optional.empty();
      }
      if (releasedFrom[slice] > 0) {
        BigDecimal released =
            BigDecimal.valueOf(releasedFrom[slice]).multiply(BigDecimal.valueOf(partsPerTurn));
        needed =
            needed.max(
                released.divide(
                    BigDecimal.valueOf(turnPartsFrom[slice]), DECIMALS, RoundingMode.HALF_UP));
      }
    }
    return Optional.of(needed);
  }
}
