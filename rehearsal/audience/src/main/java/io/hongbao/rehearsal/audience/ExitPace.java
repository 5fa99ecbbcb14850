package io.hongbao.rehearsal.audience;

import java.util.Locale;

/** When phones look at their packets once the wave has closed. */
public enum ExitPace {
  /** Not at all. */
  NONE,
  /** When the last answer told them to. */
  OBEY,
  /** All within a second of the close, whatever they were told. */
  AT_ONCE;

  /**
   * The pace of a name such as {@code at-once}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ExitPace parse(String name) {
    for (ExitPace pace : values()) {
      if (pace.toString().equals(name)) {
        return pace;
      }
    }
    throw new IllegalArgumentException(
        "exit '" + name + "': expected " + NONE + ", " + OBEY + " or " + AT_ONCE);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
