package io.hongbao.rules.condition;

/**
 * Makes something else of a condition, from its leaves up to the whole: its text, say, or a
 * formula. Each method gets what was made of the parts, the left part before the right one.
 *
 * @param <B> what is made of a question
 * @param <N> what is made of a number
 */
public interface ConditionFold<B, N> {

  /** True or false as the text says. */
  B fixed(boolean value);

  /** Both; a side that fails does not matter if the other is false. */
  B and(B left, B right);

  /** One of the two, or both; a side that fails does not matter if the other is true. */
  B or(B left, B right);

  /** The contrary. */
  B not(B of);

  /** One of two questions; the one that is not chosen is not asked. */
  B choice(B test, B then, B otherwise);

  /** Whether two questions have the same answer, or, if {@code same} is false, another. */
  B sameAnswer(boolean same, B left, B right);

  /** Two numbers compared. */
  B compare(Comparison how, N left, N right);

  /** A signal's value. */
  N signal(String name);

  /** A number of the text. */
  N constant(double value);

  /** The opposite of a number. */
  N negative(N of);

  /** Sum, difference, product or ratio of two numbers. */
  N arithmetic(Arithmetic how, N left, N right);

  /** One of two numbers; the one that is not chosen is not computed. */
  N chosen(B test, N then, N otherwise);
}
