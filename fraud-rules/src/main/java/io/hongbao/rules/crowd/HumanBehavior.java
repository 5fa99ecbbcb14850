package io.hongbao.rules.crowd;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;

/**
 * Waits for its turns and posts in them. Spells and lapses are exponential, reactions log-normal,
 * as reactions of people are.
 */
final class HumanBehavior implements PostingBehavior {

  /** How much later a lapse makes a post, on average. */
  private static final double LAPSE_MILLIS = 1_200;

  /** A wave's first turn starts for all at once; phones are found within so much of it. */
  private static final double FOUND_WITHIN = 0.8;

  private final HumanTraits traits;
  private final ShowTurns turns;
  private final long userHash;
  private final Random random;
  private final Deque<PhonePost> planned = new ArrayDeque<>();
  private long lookFromMillis;
  private double spellEndsAtMillis;

  /**
   * A hand that has not posted.
   *
   * @param fromMillis it posts from then on
   */
  HumanBehavior(
      HumanTraits traits, ShowTurns turns, long userHash, Random random, long fromMillis) {
    this.traits = traits;
    this.turns = turns;
    this.userHash = userHash;
    this.random = random;
    this.lookFromMillis = fromMillis;
    this.spellEndsAtMillis = fromMillis;
    if (random.nextDouble() < traits.stayingShare()) {
      spellEndsAtMillis += aSpellMillis();
    }
  }

  @Override
  public Optional<PhonePost> next() {
    while (planned.isEmpty()) {
      Optional<ShowTurns.Turn> turn = turns.nextFrom(lookFromMillis, userHash);
      if (turn.isEmpty()) {
        return Optional.empty();
      }
      if (turn.get().startMillis() >= spellEndsAtMillis) {
        lookAway();
      } else {
        lookFromMillis = turn.get().startMillis() + 1;
        plan(turn.get());
      }
    }
    return Optional.of(planned.remove());
  }

  private void lookAway() {
    double backAtMillis = spellEndsAtMillis + exponential(traits.awayMillis());
    lookFromMillis = Math.max(lookFromMillis, (long) backAtMillis);
    spellEndsAtMillis = backAtMillis + aSpellMillis();
  }

  private void plan(ShowTurns.Turn turn) {
    if (random.nextDouble() < traits.missShare()) {
      return;
    }
    double atMillis = turn.startMillis() + reactionMillis();
    if (turn.isFirst()) {
      atMillis += random.nextDouble() * FOUND_WITHIN * (turn.endMillis() - turn.startMillis());
    }
    if (atMillis >= turn.endMillis()) {
      return;
    }
    planned.add(new PhonePost((long) atMillis, false));
    if (random.nextDouble() < traits.againShare()) {
      int times = 1 + random.nextInt(traits.againMost());
      for (int i = 0; i < times; i++) {
        atMillis += traits.againMillis() * (0.7 + 0.6 * random.nextDouble());
        if (atMillis >= turn.endMillis()) {
          return;
        }
        planned.add(new PhonePost((long) atMillis, true));
      }
    }
  }

  private double reactionMillis() {
    double lapse = random.nextDouble() < traits.lapseShare() ? exponential(LAPSE_MILLIS) : 0;
    return traits.reactionMillis() * Math.exp(traits.reactionSpread() * random.nextGaussian())
        + lapse;
  }

  private double aSpellMillis() {
    return traits.spellMillis() == HumanTraits.NEVER_AWAY
        ? HumanTraits.NEVER_AWAY
        : exponential(traits.spellMillis());
  }

  private double exponential(double meanMillis) {
    return -meanMillis * Math.log(1 - random.nextDouble());
  }
}
