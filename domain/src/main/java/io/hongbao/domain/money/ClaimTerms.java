package io.hongbao.domain.money;

/**
 * How long a show's packets may be claimed, and how long a claim waits before it is paid.
 *
 * @param claimWithinMillis from the win to the last claim, and for shares from the winner's claim;
 *     1 s to 366 days
 * @param payoutGraceMillis between a claim and its payout, in which it can still be held; 0 to 7
 *     days
 */
public record ClaimTerms(long claimWithinMillis, long payoutGraceMillis) {

  public static final long SHORTEST_CLAIM_MILLIS = 1_000;
  public static final long LONGEST_CLAIM_MILLIS = 366L * 24 * 60 * 60 * 1_000;
  public static final long LONGEST_GRACE_MILLIS = 7L * 24 * 60 * 60 * 1_000;

  /** A day to claim, paid at once. */
  public static final ClaimTerms DEFAULT = new ClaimTerms(24L * 60 * 60 * 1_000, 0);

  public ClaimTerms {
    if (claimWithinMillis < SHORTEST_CLAIM_MILLIS || claimWithinMillis > LONGEST_CLAIM_MILLIS) {
      throw new IllegalArgumentException(
          "claim_within of "
              + claimWithinMillis
              + " ms: expected "
              + SHORTEST_CLAIM_MILLIS
              + " to "
              + LONGEST_CLAIM_MILLIS);
    }
    if (payoutGraceMillis < 0 || payoutGraceMillis > LONGEST_GRACE_MILLIS) {
      throw new IllegalArgumentException(
          "payout_grace of " + payoutGraceMillis + " ms: expected 0 to " + LONGEST_GRACE_MILLIS);
    }
  }
}
