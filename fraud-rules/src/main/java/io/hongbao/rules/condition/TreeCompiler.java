package io.hongbao.rules.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes {@link BooleanExpression}s and {@link NumericExpression}s of a checked tree. CEL's own
 * evaluator takes a microsecond for a small rule, twenty times as long; a hundred rules are asked
 * for every shake.
 */
final class TreeCompiler {

  private static final String AND = "_&&_";
  private static final String OR = "_||_";
  private static final String NOT = "!_";
  private static final String CHOICE = "_?_:_";
  private static final String NEGATE = "-_";

  private static final Map<String, Comparison> COMPARISONS =
      Map.of(
          "_<_", Comparison.LESS,
          "_<=_", Comparison.AT_MOST,
          "_>_", Comparison.GREATER,
          "_>=_", Comparison.AT_LEAST,
          "_==_", Comparison.EQUAL,
          "_!=_", Comparison.DIFFERENT);

  private static final Map<String, Arithmetic> ARITHMETIC =
      Map.of(
          "_+_", Arithmetic.PLUS,
          "_-_", Arithmetic.MINUS,
          "_*_", Arithmetic.TIMES,
          "_/_", Arithmetic.OVER);

  private static final Set<String> OTHERS = Set.of(AND, OR, NOT, CHOICE, NEGATE);

  private final CelAbstractSyntaxTree tree;
  private final List<String> signals;
  private final int[] places;

  TreeCompiler(CelAbstractSyntaxTree tree, List<String> signals, int[] places) {
    this.tree = tree;
    this.signals = signals;
    this.places = places;
  }

  /** Everything in the tree that is right CEL and has no place in a rule. */
  List<ConditionFault> refusals() {
    List<ConditionFault> refusals = new ArrayList<>();
    refuse(tree.getExpr(), refusals);
    return refusals;
  }

  private void refuse(CelExpr expr, List<ConditionFault> refusals) {
    String refused =
        switch (expr.getKind()) {
          case IDENT ->
              signals.contains(expr.ident().name()) ? "" : "'" + expr.ident().name() + "'";
          case CONSTANT -> isNumberOrTruth(expr.constant()) ? "" : "a text or such";
          case CALL -> isKnown(expr.call()) ? "" : "function '" + expr.call().function() + "'";
          case SELECT -> "a field";
          case LIST -> "a list";
          case STRUCT, MAP -> "a map";
          case COMPREHENSION -> "a macro";
          case NOT_SET -> "nothing";
        };
    if (!refused.isEmpty()) {
      refusals.add(fault(expr, refused));
      return;
    }
    if (expr.getKind() == CelExpr.ExprKind.Kind.CALL) {
      expr.call().args().forEach(each -> refuse(each, refusals));
    }
  }

  private static boolean isNumberOrTruth(CelConstant constant) {
    return constant.getKind() == CelConstant.Kind.DOUBLE_VALUE
        || constant.getKind() == CelConstant.Kind.BOOLEAN_VALUE;
  }

  /** CEL also orders truths, false before true; that is no question that a rule asks. */
  private boolean isKnown(CelExpr.CelCall call) {
    String function = call.function();
    Comparison how = COMPARISONS.get(function);
    if (how != null) {
      return how == Comparison.EQUAL || how == Comparison.DIFFERENT || !isTruth(call.args().get(0));
    }
    return ARITHMETIC.containsKey(function) || OTHERS.contains(function);
  }

  private ConditionFault fault(CelExpr expr, String refused) {
    return placed(
        expr, refused + " has no place in a rule, expected signals, numbers and operators");
  }

  private ConditionFault placed(CelExpr expr, String message) {
    Optional<CelSourceLocation> place =
        Optional.ofNullable(tree.getSource().getPositionsMap().get(expr.id()))
            .flatMap(tree.getSource()::getOffsetLocation);
    return new ConditionFault(
        place.map(CelSourceLocation::getLine).orElse(1),
        place.map(CelSourceLocation::getColumn).orElse(0),
        message);
  }

  /** Divisions by what is zero without any signal; the tree must have no refusals. */
  List<ConditionFault> certainFaults() {
    List<ConditionFault> found = new ArrayList<>();
    addCertainFaults(tree.getExpr(), found);
    return found;
  }

  private void addCertainFaults(CelExpr expr, List<ConditionFault> found) {
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return;
    }
    List<CelExpr> args = expr.call().args();
    int before = found.size();
    args.forEach(each -> addCertainFaults(each, found));
    boolean isDivision = ARITHMETIC.get(expr.call().function()) == Arithmetic.OVER;
    if (found.size() == before && isDivision && isZero(args.get(1))) {
      found.add(placed(expr, "a division by 0 always fails, expected another divisor"));
    }
  }

  private boolean isZero(CelExpr divisor) {
    Set<String> used = new LinkedHashSet<>();
    gather(divisor, used);
    return used.isEmpty() && term(divisor).value(new double[0]) == 0;
  }

  Set<String> usedSignals() {
    Set<String> used = new LinkedHashSet<>();
    gather(tree.getExpr(), used);
    return Set.copyOf(used);
  }

  private static void gather(CelExpr expr, Set<String> used) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      used.add(expr.ident().name());
    } else if (expr.getKind() == CelExpr.ExprKind.Kind.CALL) {
      expr.call().args().forEach(each -> gather(each, used));
    }
  }

  /** The condition; the tree must have no refusals. */
  BooleanExpression compile() {
    return test(tree.getExpr());
  }

  private BooleanExpression test(CelExpr expr) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
      return new BooleanExpressions.FixedTruth(expr.constant().booleanValue());
    }
    String function = expr.call().function();
    List<CelExpr> args = expr.call().args();
    return switch (function) {
      case AND -> new BooleanExpressions.AndTruth(test(args.get(0)), test(args.get(1)));
      case OR -> new BooleanExpressions.OrTruth(test(args.get(0)), test(args.get(1)));
      case NOT -> new BooleanExpressions.NotTruth(test(args.get(0)));
      case CHOICE ->
          new BooleanExpressions.ChosenTruth(
              test(args.get(0)), test(args.get(1)), test(args.get(2)));
      default -> comparison(function, args.get(0), args.get(1));
    };
  }

  private BooleanExpression comparison(String function, CelExpr left, CelExpr right) {
    Comparison how = COMPARISONS.get(function);
    if (isTruth(left)) {
      return new BooleanExpressions.SameTruth(how == Comparison.EQUAL, test(left), test(right));
    }
    return new BooleanExpressions.CompareTruth(how, term(left), term(right));
  }

  private boolean isTruth(CelExpr expr) {
    return tree.getType(expr.id()).filter(SimpleType.BOOL::equals).isPresent();
  }

  private NumericExpression term(CelExpr expr) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
      return new NumericExpressions.ConstantTerm(expr.constant().doubleValue());
    }
    if (expr.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      String name = expr.ident().name();
      return new NumericExpressions.SignalTerm(name, places[signals.indexOf(name)]);
    }
    String function = expr.call().function();
    List<CelExpr> args = expr.call().args();
    if (function.equals(NEGATE)) {
      return new NumericExpressions.NegativeTerm(term(args.get(0)));
    }
    if (function.equals(CHOICE)) {
      return new NumericExpressions.ChosenTerm(
          test(args.get(0)), term(args.get(1)), term(args.get(2)));
    }
    return new NumericExpressions.ArithmeticTerm(
        ARITHMETIC.get(function), term(args.get(0)), term(args.get(1)));
  }
}
