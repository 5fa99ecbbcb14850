package io.hongbao.rules.condition;

/** How two numbers compare. With no data on a side everything but "differs" is false. */
public enum Comparison {
  LESS("<"),
  AT_MOST("<="),
  GREATER(">"),
  AT_LEAST(">="),
  EQUAL("=="),
  DIFFERENT("!=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  /** As CEL writes it. */
  public String sign() {
    return sign;
  }

  boolean holds(double left, double right) {
    return switch (this) {
      case LESS -> left < right;
      case AT_MOST -> left <= right;
      case GREATER -> left > right;
      case AT_LEAST -> left >= right;
      case EQUAL -> left == right;
      case DIFFERENT -> left != right;
    };
  }
}
