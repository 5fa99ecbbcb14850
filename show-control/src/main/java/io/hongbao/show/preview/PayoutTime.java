package io.hongbao.show.preview;

import io.hongbao.domain.campaign.Campaign;
import io.hongbao.yaml.DurationFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * How long it takes to pay out all that a campaign gives away, if everything is won and claimed.
 *
 * @param payouts one for each packet, or for each share of a packet that is split
 * @param perSecond payouts that the payment system takes, above 0
 * @param claimWithinMillis how long winners can claim
 */
public record PayoutTime(long payouts, double perSecond, long claimWithinMillis) {

  public PayoutTime {
    // Not a number is not above 0 either.
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("payout-rate " + perSecond + ": expected above 0");
    }
  }

  /** The time of a campaign at a rate. */
  public static PayoutTime of(Campaign campaign, double perSecond) {
    long payouts =
        campaign.waves().stream()
            .flatMap(wave -> wave.pools().stream())
            .mapToLong(pool -> (long) pool.packets() * pool.shares())
            .sum();
    return new PayoutTime(payouts, perSecond, campaign.claimTerms().claimWithinMillis());
  }

  /** What it takes, rounded up. */
  public long millis() {
    return (long) Math.ceil(payouts * 1e3 / perSecond);
  }

  /**
   * Why winners cannot be held to their time, with the way to mend it; empty if all can be paid
   * within it. Whoever claims last would otherwise be paid after others have lost their claim.
   */
  public Optional<String> problem() {
    if (millis() <= claimWithinMillis) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "claim_within is %s, and %,d payouts at %s a second take %s: make it longer, pay out"
                + " faster or give fewer packets",
            DurationFormatter.format(claimWithinMillis),
            payouts,
            Decimals.plain(perSecond),
            Elapsed.format(millis())));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d take %s at %s a second; winners can claim for %s",
        payouts,
        Elapsed.format(millis()),
        Decimals.plain(perSecond),
        DurationFormatter.format(claimWithinMillis));
  }
}
