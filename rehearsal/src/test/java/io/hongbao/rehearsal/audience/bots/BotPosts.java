package io.hongbao.rehearsal.audience.bots;

import java.util.Random;
import java.util.stream.LongStream;

/** When bots post, by the habits of their kinds, without an event loop and without a server. */
public final class BotPosts {

  private BotPosts() {}

  /**
   * The posts of one bot, in milliseconds since all began; the same for the same plan.
   *
   * @param bot counted from 0
   * @param untilMillis exclusive
   */
  public static LongStream of(BotPlan plan, int bot, long turnMillis, long untilMillis) {
    Random random = new Random(plan.seed() * 31 + bot);
    BotKind kind = plan.kindOf(bot);
    double habit = random.nextDouble();
    return LongStream.iterate(
        kind.firstPauseMillis(random, turnMillis),
        at -> at < untilMillis,
        at -> at + kind.nextPauseMillis(random, turnMillis, habit));
  }
}
