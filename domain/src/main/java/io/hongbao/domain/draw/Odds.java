package io.hongbao.domain.draw;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact share of draws, from 0 to 1: a draw of 64 unsigned bits is admitted if it lies below
 * floor(share × 2^64), by decimal arithmetic. A share of 1 admits every draw.
 */
public final class Odds {

  private static final BigDecimal DRAWS = new BigDecimal(BigInteger.ONE.shiftLeft(64));

  /** Most decimal places of a share; 2^-64 has no more than 20 leading ones that matter. */
  private static final int MAX_DECIMALS = 20;

  private final BigDecimal share;
  private final boolean certain;
  private final long threshold;

  private Odds(BigDecimal share) {
    this.share = share;
    this.certain = share.compareTo(BigDecimal.ONE) == 0;
    this.threshold = share.multiply(DRAWS).toBigInteger().longValue();
  }

  /**
   * The odds of a share.
   *
   * @throws IllegalArgumentException unless it lies in 0 to 1 with at most 20 decimals
   */
  public static Odds of(BigDecimal share) {
    if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("odds " + share + ": expected 0 to 1");
    }
    BigDecimal plain = share.stripTrailingZeros();
    if (plain.scale() > MAX_DECIMALS) {
      throw new IllegalArgumentException("odds " + share + ": expected at most 20 decimals");
    }
    return new Odds(plain);
  }

  /**
   * The odds of a share written in decimals, such as {@code 0.02}.
   *
   * @throws IllegalArgumentException if it is no number, or no share
   */
  public static Odds of(String share) {
    BigDecimal number;
    try {
      number = new BigDecimal(share);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("odds '" + share + "': expected decimals as 0.02", e);
    }
    return of(number);
  }

  /** Whether a draw of 64 unsigned bits is admitted. */
  public boolean admit(long draw) {
    return certain || Long.compareUnsigned(draw, threshold) < 0;
  }

  public BigDecimal share() {
    return share;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Odds odds && share.equals(odds.share);
  }

  @Override
  public int hashCode() {
    return share.hashCode();
  }

  @Override
  public String toString() {
    return share.toPlainString();
  }
}
