package io.hongbao.domain.draw;

import io.hongbao.domain.Names;

/**
 * A user's turn of a wave, written {@code WAVE-TURN}. Two requests with the same id of the same
 * user are the same shake.
 *
 * @param waveId the wave
 * @param turn 0 to 999,999,999
 */
public record ShakeId(String waveId, int turn) {

  /** The form of a shake id in the public contract. */
  public static final String FORM = "[a-z0-9-]{1,40}-[0-9]{1,9}";

  private static final int MAX_TURN_DIGITS = 9;
  private static final int LAST_TURN = 999_999_999;

  public ShakeId {
    Names.requireId("wave", waveId);
    if (turn < 0 || turn > LAST_TURN) {
      throw new IllegalArgumentException("turn " + turn + ": expected 0 to " + LAST_TURN);
    }
  }

  /**
   * Reads {@code WAVE-TURN}; leading zeros of the turn are dropped.
   *
   * @throws IllegalArgumentException if it is not of that form
   */
  public static ShakeId parse(String text) {
    int dash = text.lastIndexOf('-');
    int digits = text.length() - dash - 1;
    if (dash < 0
        || digits < 1
        || digits > MAX_TURN_DIGITS
        || !isNumber(text, dash + 1)
        || !Names.isId(text.substring(0, dash))) {
      throw new IllegalArgumentException("shakeId: expected " + FORM + ", such as first-17");
    }
    return new ShakeId(
        text.substring(0, dash), Integer.parseInt(text, dash + 1, text.length(), 10));
  }

  private static boolean isNumber(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return waveId + '-' + turn;
  }
}
