package io.hongbao.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class NearNames {

  /** Names farther than a third of their length are no slip of the finger. */
  private static final int LETTERS_PER_SLIP = 3;

  private static final int MAX_LISTED = 12;

  /** Longer names are not measured; no name of this project is. */
  private static final int LONGEST = 64;

  private NearNames() {}

  /** The names, as a message lists them, with the probable one pointed out. */
  public static String listed(String wrong, Collection<String> names) {
    String list = String.join(", ", names.stream().limit(MAX_LISTED).toList());
    String more = names.size() > MAX_LISTED ? ", …" : "";
    return list + more + nearest(wrong, names).map(n -> " (did you mean " + n + "?)").orElse("");
  }

  /** The nearest name, if one is near enough. */
  public static Optional<String> nearest(String wrong, Collection<String> names) {
    if (wrong.length() > LONGEST) {
      return Optional.empty();
    }
    return names.stream()
        .filter(name -> distance(wrong, name) <= Math.max(1, name.length() / LETTERS_PER_SLIP))
        .min(
            Comparator.<String>comparingInt(name -> distance(wrong, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * How many slips lie between two names: letters left out, added, replaced or swapped with their
   * neighbour. Levenshtein's distance with swaps, known as optimal string alignment.
   */
  public static int distance(String from, String to) {
    int[][] slips = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      slips[i][0] = i;
    }
    for (int j = 0; j <= to.length(); j++) {
      slips[0][j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      for (int j = 1; j <= to.length(); j++) {
        int replaced = slips[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int shifted = 1 + Math.min(slips[i - 1][j], slips[i][j - 1]);
        slips[i][j] = Math.min(replaced, shifted);
        if (areSwapped(from, i, to, j)) {
          slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
        }
      }
    }
    return slips[from.length()][to.length()];
  }

  private static boolean areSwapped(String from, int i, String to, int j) {
    return i > 1
        && j > 1
        && from.charAt(i - 1) == to.charAt(j - 2)
        && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
