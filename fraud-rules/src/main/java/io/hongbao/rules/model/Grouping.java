package io.hongbao.rules.model;

/**
 * By whom a signal counts. The order of the constants is the order in which a signal vector passes.
 */
public enum Grouping {
  USER(1, "user"),
  DEVICE(2, "device"),
  ADDRESS(3, "address"),
  /** An address's neighbourhood: /24 of IPv4, /48 of IPv6. */
  BLOCK(4, "block"),
  /**
   * A user once more, behind its device and its address, which have said who else is there. No word
   * of rule files: signals of it say {@code neighbours}.
   */
  NEIGHBOURS(5, "neighbours");

  private final int code;
  private final String label;

  Grouping(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /** The number that stands for it in records; never used again for another. */
  public int code() {
    return code;
  }

  /** The word for it in rule files. */
  public String label() {
    return label;
  }
}
