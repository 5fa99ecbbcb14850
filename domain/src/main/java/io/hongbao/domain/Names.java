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

  /**
   * Whether a text may name a user or a device: as {@link #requireName} takes it. A ticket has no
   * other names; what was logged by whoever checked less is judged by nobody.
   */
  public static boolean isName(String text) {
    return faultOfName(text) == NameFault.NONE;
  }

  /**
   * Returns the name of a user or a device.
   *
   * @param what how the message calls it: "user", "device"
   * @throws IllegalArgumentException if it is empty, longer than {@link #LONGEST_USER}, begins or
   *     ends with what nobody sees, or has a control character or half a surrogate pair
   */
  public static String requireName(String what, String name) {
    String fault =
        switch (faultOfName(name)) {
          case NONE -> "";
          case CONTROL -> " with a control character: expected none";
          case HALF_PAIR -> ": expected text without half surrogate pairs";
          case LENGTH -> " '" + name + "': expected 1 to " + LONGEST_USER + " characters";
          case INVISIBLE_END -> " '" + name + "': expected no space at its beginning or end";
        };
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException(what + fault);
    }
    return name;
  }

  private enum NameFault {
    NONE,
    CONTROL,
    HALF_PAIR,
    LENGTH,
    INVISIBLE_END
  }

  /** Names go into logs, tables and other people's terminals, a line each. */
  private static NameFault faultOfName(String text) {
    int length = text == null ? 0 : text.length();
    // By hand: the ticket of every shake is made anew from what is remembered.
    boolean hasSurrogates = false;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        return NameFault.CONTROL;
      }
      hasSurrogates |= Character.isSurrogate(c);
    }
    if (hasSurrogates && hasHalfPair(text)) {
      return NameFault.HALF_PAIR;
    }
    if (length == 0 || length > LONGEST_USER) {
      return NameFault.LENGTH;
    }
    return isInvisible(text.charAt(0)) || isInvisible(text.charAt(length - 1))
        ? NameFault.INVISIBLE_END
        : NameFault.NONE;
  }

  /** A space of any script and width, zero included, or the mark that some editors begin with. */
  private static boolean isInvisible(char c) {
    return c == ' '
        || Character.isSpaceChar(c)
        || c == '\u200b'
        || c == '\u2060'
        || c == '\ufeff'
        || c == '\u00ad';
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
