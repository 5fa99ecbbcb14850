package io.hongbao.rules.window;

import io.hongbao.wire.records.MalformedRecordException;
import java.util.Arrays;

/**
 * How wide the slices of a window are.
 *
 * <p>The width is the next tidy value at or above a sixtieth of the window, so that a window has at
 * most {@link #MAX_SLICES} slices, windows of similar length share theirs, and every width is whole
 * evaluation seconds. A window counts the slices that lie in it as a whole: it never reads anything
 * older than itself, and up to one slice less. Windows of up to a minute have slices of a second
 * and are exact.
 */
public final class SliceWidth {

  /** Slices of the longest window of a slice spec; what one key keeps follows from it. */
  public static final int MAX_SLICES = 60;

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;

  private static final long[] WIDTHS_MILLIS = {
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE
  };

  private SliceWidth() {}

  /** The number that stands for a width in stored state; never used again for another. */
  public static int codeOf(long widthMillis) {
    int code = Arrays.binarySearch(WIDTHS_MILLIS, widthMillis);
    if (code < 0) {
      throw new IllegalArgumentException("slices of " + widthMillis + " ms: no such width");
    }
    return code;
  }

  /**
   * The width that a code stands for, in milliseconds.
   *
   * @throws MalformedRecordException if it stands for none
   */
  public static long ofCode(int code) {
    if (code >= WIDTHS_MILLIS.length) {
      throw new MalformedRecordException("slice width " + code + ": no such width");
    }
    return WIDTHS_MILLIS[code];
  }

  /**
   * The width in milliseconds.
   *
   * @throws IllegalArgumentException if the window is longer than sixty of the widest slices
   */
  public static long ofWindow(long windowMillis) {
    for (long width : WIDTHS_MILLIS) {
      if (width * MAX_SLICES >= windowMillis) {
        return width;
      }
    }
    throw new IllegalArgumentException("window of " + windowMillis + " ms: too long for slices");
  }
}
