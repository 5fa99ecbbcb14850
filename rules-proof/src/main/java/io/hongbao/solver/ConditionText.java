package io.hongbao.solver;

import io.hongbao.rules.condition.Arithmetic;
import io.hongbao.rules.condition.Comparison;
import io.hongbao.rules.condition.ConditionFold;
import io.hongbao.rules.condition.NumberFormatter;
import io.hongbao.solver.ConditionText.Part;
import java.util.ArrayList;
import java.util.List;

/** Writes a condition as text again, and lists its sides of {@code &&} and {@code ||}. */
final class ConditionText implements ConditionFold<Part, String> {

  /**
   * A question's text.
   *
   * @param sign that joins its sides; empty if it has none
   */
  record Part(String text, String sign) {
    private String bracketed() {
      return sign.isEmpty() ? text : "(" + text + ")";
    }
  }

  /** Sides in the order of {@link PartFold}; a side that is a chain of its own kind is none. */
  private final List<String> sides = new ArrayList<>();

  private boolean hasDivision;

  /** The texts of the sides; empty texts for those that consist of other sides. */
  List<String> sides() {
    return sides;
  }

  boolean hasDivision() {
    return hasDivision;
  }

  @Override
  public Part and(Part left, Part right) {
    return joined(left, right, "&&");
  }

  @Override
  public Part or(Part left, Part right) {
    return joined(left, right, "||");
  }

  private Part joined(Part left, Part right, String sign) {
    sides.add(left.sign().equals(sign) ? "" : left.text());
    sides.add(right.sign().equals(sign) ? "" : right.text());
    return new Part(within(left, sign) + " " + sign + " " + within(right, sign), sign);
  }

  private static String within(Part part, String sign) {
    return part.sign().equals(sign) ? part.text() : part.bracketed();
  }

  @Override
  public Part fixed(boolean value) {
    return new Part(Boolean.toString(value), "");
  }

  @Override
  public Part not(Part of) {
    return new Part("!(" + of.text() + ")", "");
  }

  @Override
  public Part choice(Part test, Part then, Part otherwise) {
    return new Part(
        "(" + test.bracketed() + " ? " + then.bracketed() + " : " + otherwise.bracketed() + ")",
        "");
  }

  @Override
  public Part sameAnswer(boolean same, Part left, Part right) {
    return new Part(
        "(" + left.text() + ") " + (same ? "==" : "!=") + " (" + right.text() + ")", "");
  }

  @Override
  public Part compare(Comparison how, String left, String right) {
    return new Part(left + " " + how.sign() + " " + right, "");
  }

  @Override
  public String signal(String name) {
    return name;
  }

  @Override
  public String constant(double value) {
    return NumberFormatter.of(value);
  }

  @Override
  public String negative(String of) {
    return "-" + of;
  }

  @Override
  public String arithmetic(Arithmetic how, String left, String right) {
    hasDivision |= how == Arithmetic.OVER;
    return "(" + left + " " + how.sign() + " " + right + ")";
  }

  @Override
  public String chosen(Part test, String then, String otherwise) {
    return "(" + test.bracketed() + " ? " + then + " : " + otherwise + ")";
  }
}
