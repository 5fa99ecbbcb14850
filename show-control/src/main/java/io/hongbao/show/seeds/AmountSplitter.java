package io.hongbao.show.seeds;

import io.hongbao.domain.campaign.Pool;

/**
 * Splits a pool's budget into the amounts of its packets.
 *
 * <p>After the double average method that group red packets are known for: packets are cut off one
 * by one, each with the average of what is left as its expected amount, so that chance corrects
 * itself on the way and the budget comes out to the fen. There an amount is drawn evenly between
 * nothing and twice the average; here the average lies anywhere between min and max, so it is drawn
 * evenly below the average with probability (max - average) / (max - min), else evenly above it.
 * That keeps the expected amount at the average and lets every amount from min to max occur. What
 * would leave too little or too much for the others is cut to what does not. A shuffle at the end
 * makes every place alike.
 */
final class AmountSplitter {

  private AmountSplitter() {}

  /** The amounts in fen, each within the pool's min and max, their sum the budget. */
  static int[] split(Pool pool, PlanningRandom random) {
    int min = Math.toIntExact(pool.minFen());
    int max = Math.toIntExact(pool.maxFen());
    int[] amountsFen = new int[pool.packets()];
    long leftFen = pool.budgetFen();
    for (int i = 0; i < amountsFen.length; i++) {
      long others = amountsFen.length - i - 1L;
      int average = (int) (leftFen / (others + 1));
      long least = Math.max(min, leftFen - others * max);
      long most = Math.min(max, leftFen - others * min);
      int drawn = drawAround(average, min, max, random);
      amountsFen[i] = (int) Math.max(least, Math.min(most, drawn));
      leftFen -= amountsFen[i];
    }
    random.shuffle(amountsFen);
    return amountsFen;
  }

  private static int drawAround(int average, int min, int max, PlanningRandom random) {
    if (min == max) {
      return min;
    }
    return random.below(max - min) < max - average
        ? random.between(min, average)
        : random.between(average, max);
  }
}
