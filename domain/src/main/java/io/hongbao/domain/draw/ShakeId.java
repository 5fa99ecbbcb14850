package io.hongbao.domain.draw;

import io.hongbao.domain.Names;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final Pattern PATTERN = Pattern.compile("([a-z0-9-]{1,40})-([0-9]{1,9})");
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
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("shakeId: expected " + FORM + ", such as first-17");
    }
    return new ShakeId(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return waveId + '-' + turn;
  }
}
