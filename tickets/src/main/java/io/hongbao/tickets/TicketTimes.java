package io.hongbao.tickets;

import io.hongbao.tickets.InvalidTicketException.Reason;
import java.time.Duration;
import java.util.Locale;

/**
 * When a ticket is taken. Whoever mints tickets has a clock of his own, and nobody can take a
 * ticket back: so clocks may differ a little, and a ticket may not live for ever.
 *
 * @param maxLife from {@code iat} to {@code exp}; without {@code iat}, from now to {@code exp}
 * @param clockSkew by which the minting clock may be wrong, either way: for {@code exp}, {@code
 *     nbf} and {@code iat} alike
 */
public record TicketTimes(Duration maxLife, Duration clockSkew) {

  private static final Duration SHORTEST_MAX_LIFE = Duration.ofMinutes(1);
  private static final Duration LONGEST_MAX_LIFE = Duration.ofDays(366);
  private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

  public static final TicketTimes DEFAULT =
      new TicketTimes(Duration.ofDays(2), Duration.ofSeconds(30));

  public TicketTimes {
    if (maxLife.compareTo(SHORTEST_MAX_LIFE) < 0 || maxLife.compareTo(LONGEST_MAX_LIFE) > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a ticket's life of at most %d s: expected %d to %d",
              maxLife.toSeconds(),
              SHORTEST_MAX_LIFE.toSeconds(),
              LONGEST_MAX_LIFE.toSeconds()));
    }
    if (clockSkew.isNegative() || clockSkew.compareTo(MAX_CLOCK_SKEW) > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "clocks that differ by %d s: expected 0 to %d",
              clockSkew.toSeconds(),
              MAX_CLOCK_SKEW.toSeconds()));
    }
  }

  /**
   * Checks the times of a ticket that is seen for the first time, in epoch milliseconds.
   *
   * @param issuedAtMillis {@link TicketClaims#ABSENT} if it does not say
   * @param notBeforeMillis likewise
   * @throws InvalidTicketException unless the ticket is taken now
   */
  void requireTaken(long issuedAtMillis, long notBeforeMillis, long expiresAtMillis, long nowMillis)
      throws InvalidTicketException {
    if (nowMillis >= expiresAtMillis + clockSkew.toMillis()) {
      throw new InvalidTicketException(
          Reason.EXPIRED,
          String.format(
              Locale.ROOT,
              "the ticket has expired: its exp was %d s ago",
              (nowMillis - expiresAtMillis) / 1_000));
    }
    requireBegun("nbf", notBeforeMillis, nowMillis);
    requireBegun("iat", issuedAtMillis, nowMillis);
    long fromMillis = issuedAtMillis == TicketClaims.ABSENT ? nowMillis : issuedAtMillis;
    if (expiresAtMillis - fromMillis > maxLife.plus(clockSkew).toMillis()) {
      throw new InvalidTicketException(
          Reason.LIVES_TOO_LONG,
          String.format(
              Locale.ROOT,
              "the ticket lives too long: its exp is %d s after %s, expected at most %d s",
              (expiresAtMillis - fromMillis) / 1_000,
              issuedAtMillis == TicketClaims.ABSENT ? "now" : "its iat",
              maxLife.toSeconds()));
    }
  }

  private void requireBegun(String claim, long beginsAtMillis, long nowMillis)
      throws InvalidTicketException {
    long validInMillis = beginsAtMillis - clockSkew.toMillis() - nowMillis;
    if (beginsAtMillis != TicketClaims.ABSENT && validInMillis > 0) {
      throw InvalidTicketException.notYetValid(
          String.format(
              Locale.ROOT,
              "the ticket is not valid yet: its %s is %d s ahead, expected at most %d s",
              claim,
              (beginsAtMillis - nowMillis + 999) / 1_000,
              clockSkew.toSeconds()),
          validInMillis);
    }
  }
}
