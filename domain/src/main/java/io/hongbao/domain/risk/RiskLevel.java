package io.hongbao.domain.risk;

/**
 * What fraud detection thinks of a user, device or address, from harmless to certain. An edge
 * stamps it on a shake; the order of the constants is the ladder, and their wire codes are their
 * ordinals.
 */
public enum RiskLevel {
  /** Nothing known. */
  NONE(0),
  /** Logged only. */
  WATCH(1),
  /** The edge asks for longer pauses. */
  SLOW(2),
  /** Shakes like everybody and never wins. */
  EMPTY(3),
  /** Never wins, and what was won before is held when claimed. */
  HOLD(4),
  /** Refused at the edge; a shake that slipped through never wins. */
  BLOCK(5);

  private static final RiskLevel[] LEVELS = values();

  private final int code;

  RiskLevel(int code) {
    this.code = code;
  }

  /** The number that stands for it in records. */
  public int code() {
    return code;
  }

  /** Whether the draw sends a passing turn down the losing road. */
  public boolean walksLosingRoad() {
    return compareTo(EMPTY) >= 0;
  }

  /** Whether a claim waits for a person before it is paid: with the levels that never win. */
  public boolean holdsMoney() {
    return walksLosingRoad();
  }

  /**
   * The level of a wire code.
   *
   * @throws IllegalArgumentException if no level has it
   */
  public static RiskLevel ofCode(int code) {
    for (RiskLevel level : LEVELS) {
      if (level.code == code) {
        return level;
      }
    }
    throw new IllegalArgumentException("risk level code " + code + ": unknown");
  }
}
