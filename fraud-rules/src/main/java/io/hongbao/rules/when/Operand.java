package io.hongbao.rules.when;

/**
 * A comparison as it was evaluated.
 *
 * @param text the comparison with its numbers, such as {@code users_on_device_1h 9 > 5}
 * @param held whether it held
 */
public record Operand(String text, boolean held) {

  @Override
  public String toString() {
    return text + ' ' + held;
  }
}
