package io.hongbao.yaml;

/** Makes a value of the text of a scalar. */
@FunctionalInterface
public interface ScalarParser<T> {

  /**
   * The value.
   *
   * @throws IllegalArgumentException if the text is none; the message says what was expected
   */
  T parse(String text);
}
