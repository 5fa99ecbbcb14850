package io.hongbao.rules.condition;

/** What conditions do with two numbers. */
public enum Arithmetic {
  PLUS("+"),
  MINUS("-"),
  TIMES("*"),
  OVER("/");

  private final String sign;

  Arithmetic(String sign) {
    this.sign = sign;
  }

  /** As CEL writes it. */
  public String sign() {
    return sign;
  }

  /** CEL itself would make infinity of a division by zero; here it is a fault of the rule. */
  double apply(double left, double right) {
    return switch (this) {
      case PLUS -> left + right;
      case MINUS -> left - right;
      case TIMES -> left * right;
      case OVER -> {
        if (right == 0) {
          throw RuleFaultException.divisionByZero();
        }
        yield left / right;
      }
    };
  }
}
