package io.hongbao.rules.condition;

/** A condition that cannot be told: it divides by zero. It has no stack, for it may be frequent. */
public final class RuleFaultException extends RuntimeException {

  private RuleFaultException(String message) {
    super(message, null, false, false);
  }

  static RuleFaultException divisionByZero() {
    return new RuleFaultException("division by zero");
  }
}
