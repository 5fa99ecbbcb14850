package io.hongbao.solver;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Expr;
import com.microsoft.z3.FPRMSort;
import com.microsoft.z3.FPSort;
import io.hongbao.rules.condition.Arithmetic;
import io.hongbao.rules.condition.Comparison;
import io.hongbao.rules.condition.ConditionFold;
import io.hongbao.solver.FormulaFold.NumberFormula;
import io.hongbao.solver.FormulaFold.QuestionFormula;
import java.util.function.Function;

/**
 * Writes a condition as a formula, exactly as the evaluator computes it: numbers are IEEE doubles,
 * rounded to nearest even, no data is not-a-number, and a division by zero is a fault. A fault
 * beside {@code &&} or {@code ||} does not matter if the other side decides.
 */
final class FormulaFold implements ConditionFold<QuestionFormula, NumberFormula> {

  /**
   * A question.
   *
   * @param value its answer, where there is no fault
   * @param fault whether it cannot be told
   */
  record QuestionFormula(BoolExpr value, BoolExpr fault) {}

  /**
   * A number.
   *
   * @param fault whether it cannot be computed
   */
  record NumberFormula(Expr<FPSort> value, BoolExpr fault) {}

  private final Context context;
  private final Function<String, Expr<FPSort>> signals;
  private final FPSort doubles;
  private final Expr<FPRMSort> toNearestEven;

  /** A fold for conditions whose signals are these variables. */
  FormulaFold(Context context, Function<String, Expr<FPSort>> signals) {
    this.context = context;
    this.signals = signals;
    this.doubles = context.mkFPSortDouble();
    this.toNearestEven = context.mkFPRoundNearestTiesToEven();
  }

  /** Whether a condition holds: it can be told, and the answer is yes. */
  BoolExpr holds(QuestionFormula question) {
    return context.mkAnd(question.value(), context.mkNot(question.fault()));
  }

  @Override
  public QuestionFormula fixed(boolean value) {
    return new QuestionFormula(context.mkBool(value), context.mkFalse());
  }

  @Override
  public QuestionFormula and(QuestionFormula left, QuestionFormula right) {
    return new QuestionFormula(
        context.mkAnd(context.mkNot(left.fault()), left.value(), right.value()),
        either(
            left.fault(),
            context.mkOr(right.fault(), right.value()),
            context.mkAnd(left.value(), right.fault())));
  }

  @Override
  public QuestionFormula or(QuestionFormula left, QuestionFormula right) {
    return new QuestionFormula(
        context.mkOr(left.fault(), left.value(), right.value()),
        either(
            left.fault(),
            context.mkOr(right.fault(), context.mkNot(right.value())),
            context.mkAnd(context.mkNot(left.value()), right.fault())));
  }

  @Override
  public QuestionFormula not(QuestionFormula of) {
    return new QuestionFormula(context.mkNot(of.value()), of.fault());
  }

  @Override
  public QuestionFormula choice(
      QuestionFormula test, QuestionFormula then, QuestionFormula otherwise) {
    return new QuestionFormula(
        either(test.value(), then.value(), otherwise.value()),
        faultOfChoice(test, then.fault(), otherwise.fault()));
  }

  @Override
  public QuestionFormula sameAnswer(boolean same, QuestionFormula left, QuestionFormula right) {
    BoolExpr equal = context.mkEq(left.value(), right.value());
    return new QuestionFormula(
        same ? equal : context.mkNot(equal), context.mkOr(left.fault(), right.fault()));
  }

  @Override
  public QuestionFormula compare(Comparison how, NumberFormula left, NumberFormula right) {
    Expr<FPSort> a = left.value();
    Expr<FPSort> b = right.value();
    BoolExpr value =
        switch (how) {
          case LESS -> context.mkFPLt(a, b);
          case AT_MOST -> context.mkFPLEq(a, b);
          case GREATER -> context.mkFPGt(a, b);
          case AT_LEAST -> context.mkFPGEq(a, b);
          case EQUAL -> context.mkFPEq(a, b);
          case DIFFERENT -> context.mkNot(context.mkFPEq(a, b));
        };
    return new QuestionFormula(value, context.mkOr(left.fault(), right.fault()));
  }

  @Override
  public NumberFormula signal(String name) {
    return new NumberFormula(signals.apply(name), context.mkFalse());
  }

  @Override
  public NumberFormula constant(double value) {
    return new NumberFormula(number(value), context.mkFalse());
  }

  /** A double as a formula. */
  Expr<FPSort> number(double value) {
    return Double.isNaN(value) ? context.mkFPNaN(doubles) : context.mkFP(value, doubles);
  }

  @Override
  public NumberFormula negative(NumberFormula of) {
    return new NumberFormula(context.mkFPNeg(of.value()), of.fault());
  }

  @Override
  public NumberFormula arithmetic(Arithmetic how, NumberFormula left, NumberFormula right) {
    Expr<FPSort> a = left.value();
    Expr<FPSort> b = right.value();
    BoolExpr fault = context.mkOr(left.fault(), right.fault());
    return switch (how) {
      case PLUS -> new NumberFormula(context.mkFPAdd(toNearestEven, a, b), fault);
      case MINUS -> new NumberFormula(context.mkFPSub(toNearestEven, a, b), fault);
      case TIMES -> new NumberFormula(context.mkFPMul(toNearestEven, a, b), fault);
      case OVER ->
          new NumberFormula(
              context.mkFPDiv(toNearestEven, a, b), context.mkOr(fault, context.mkFPIsZero(b)));
    };
  }

  @Override
  public NumberFormula chosen(QuestionFormula test, NumberFormula then, NumberFormula otherwise) {
    return new NumberFormula(
        context.mkITE(test.value(), then.value(), otherwise.value()),
        faultOfChoice(test, then.fault(), otherwise.fault()));
  }

  private BoolExpr faultOfChoice(QuestionFormula test, BoolExpr then, BoolExpr otherwise) {
    return context.mkOr(test.fault(), either(test.value(), then, otherwise));
  }

  /** The one or the other, by a test. */
  private BoolExpr either(BoolExpr test, BoolExpr then, BoolExpr otherwise) {
    return (BoolExpr) context.mkITE(test, then, otherwise);
  }
}
