package io.hongbao.edge.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** The choices of one case: the same number gives the same choices. For one thread. */
final class FuzzRandom {

  private static final String WORD_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-";

  private final SplittableRandom random;

  FuzzRandom(long caseNumber) {
    random = new SplittableRandom(caseNumber);
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** From 0 on. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  long anyLong() {
    return random.nextLong();
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Letters, digits and dashes. */
  String word(int least, int most) {
    StringBuilder word = new StringBuilder();
    for (int i = between(least, most); i > 0; i--) {
      word.append(WORD_LETTERS.charAt(random.nextInt(WORD_LETTERS.length())));
    }
    return word.toString();
  }

  byte[] bytes(int least, int most) {
    byte[] bytes = new byte[between(least, most)];
    random.nextBytes(bytes);
    return bytes;
  }
}
