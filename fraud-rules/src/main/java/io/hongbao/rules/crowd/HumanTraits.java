package io.hongbao.rules.crowd;

import java.util.Locale;

/**
 * How a hand uses a phone, or a program that imitates one.
 *
 * @param spellMillis how long it stays with the show, on average; {@link #NEVER_AWAY} if it does
 *     not look away
 * @param awayMillis how long it looks away, on average
 * @param missShare of the turns that it lets pass while it stays
 * @param reactionMillis from a turn's start to the post: half of them come sooner
 * @param reactionSpread of the reaction's logarithm: 0.2 is steady, 0.8 erratic
 * @param lapseShare of the posts that come late, as something else was more interesting
 * @param againShare of the turns in which it posts again, though nothing more comes of it
 * @param againMost so often at most
 * @param againMillis from such a post to the next, on average
 */
record HumanTraits(
    double spellMillis,
    double awayMillis,
    double missShare,
    double reactionMillis,
    double reactionSpread,
    double lapseShare,
    double againShare,
    int againMost,
    double againMillis) {

  static final double NEVER_AWAY = Double.POSITIVE_INFINITY;

  HumanTraits {
    if (!(spellMillis > 0 && awayMillis >= 0 && reactionMillis > 0 && reactionSpread >= 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "spell %s ms, away %s ms, reaction %s ms, spread %s: expected times",
              spellMillis,
              awayMillis,
              reactionMillis,
              reactionSpread));
    }
    if (againShare > 0 && !(againMost > 0 && againMillis > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "again %d times, every %s ms: expected above 0",
              againMost,
              againMillis));
    }
  }

  /** One that posts once a turn at most. */
  HumanTraits(
      double spellMillis,
      double awayMillis,
      double missShare,
      double reactionMillis,
      double reactionSpread,
      double lapseShare) {
    this(spellMillis, awayMillis, missShare, reactionMillis, reactionSpread, lapseShare, 0, 0, 0);
  }

  /** How much of the time it stays with the show. */
  double stayingShare() {
    return spellMillis == NEVER_AWAY ? 1 : spellMillis / (spellMillis + awayMillis);
  }
}
