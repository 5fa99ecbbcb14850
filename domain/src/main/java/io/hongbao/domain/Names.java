package io.hongbao.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The forms that names take in this project, checked where a value is made. */
public final class Names {

  private static final int LONGEST_ID = 40;

  /** Longest user, device or edge name, in characters. */
  public static final int LONGEST_USER = 128;

  private Names() {}

  /** Whether a text may name a show, wave, enterprise or greeting. */
  public static boolean isId(String text) {
    int length = text.length();
    if (length == 0 || length > LONGEST_ID) {
      return false;
    }
    // By hand: ids are checked several times for each shake.
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the id.
   *
   * @param what how the message calls it: "wave", "enterprise"
   * @throws IllegalArgumentException unless it matches {@code [a-z0-9-]{1,40}}
   */
  public static String requireId(String what, String id) {
    if (id == null || !isId(id)) {
      throw new IllegalArgumentException(
          what + " '" + id + "': expected 1 to 40 of a-z, 0-9 and '-'");
    }
    return id;
  }

  /**
   * Checks that no id stands twice.
   *
   * @param what how the message calls them: "wave", "enterprise"
   * @throws IllegalArgumentException naming the first that does
   */
  public static void requireDistinct(String what, List<String> ids) {
    Set<String> seen = new HashSet<>();
    for (String id : ids) {
      if (!seen.add(id)) {
        throw new IllegalArgumentException(what + " " + id + ": named twice");
      }
    }
  }

  /**
   * Returns the user's name.
   *
   * @throws IllegalArgumentException if it is empty, longer than {@link #LONGEST_USER}, or has half
   *     a surrogate pair: in UTF-8 two such users would be one
   */
  public static String requireUser(String user) {
    if (user != null && hasHalfPair(user)) {
      throw new IllegalArgumentException("user: expected text without half surrogate pairs");
    }
    if (user == null || user.isEmpty() || user.length() > LONGEST_USER) {
      throw new IllegalArgumentException(
          "user '" + user + "': expected 1 to " + LONGEST_USER + " characters");
    }
    return user;
  }

  private static boolean hasHalfPair(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean whole =
            Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!whole) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  /**
   * Checks the number of a plan.
   *
   * @throws IllegalArgumentException unless it is 1 or more
   */
  public static void requirePlanNumber(long planNumber) {
    if (planNumber < 1) {
      throw new IllegalArgumentException("plan number " + planNumber + ": expected 1 or more");
    }
  }
}
