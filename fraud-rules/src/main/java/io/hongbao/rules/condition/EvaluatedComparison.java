package io.hongbao.rules.condition;

/**
 * A comparison as it was evaluated.
 *
 * @param text the comparison with its numbers, such as {@code users_on_device_1h 9 > 5}
 * @param held whether it held
 */
public record EvaluatedComparison(String text, boolean held) {

  @Override
  public String toString() {
    return text + ' ' + held;
  }
}
