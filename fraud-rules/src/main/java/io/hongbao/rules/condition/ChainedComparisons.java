package io.hongbao.rules.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds {@code 1 < x < 5}, which CEL reads as a comparison of a truth with a number. */
final class ChainedComparisons {

  private static final Map<String, String> SIGNS =
      Map.of("_<_", "<", "_<=_", "<=", "_>_", ">", "_>=_", ">=");

  private static final int OPERANDS = 2;

  private final CelAbstractSyntaxTree tree;
  private final List<ConditionFault> found = new ArrayList<>();

  private ChainedComparisons(CelAbstractSyntaxTree tree) {
    this.tree = tree;
  }

  /** Those of a parsed tree, each with what to write instead. */
  static List<ConditionFault> of(CelAbstractSyntaxTree tree) {
    ChainedComparisons chained = new ChainedComparisons(tree);
    chained.look(tree.getExpr());
    return List.copyOf(chained.found);
  }

  private void look(CelExpr expr) {
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return;
    }
    List<CelExpr> args = expr.call().args();
    if (isComparison(expr) && args.stream().anyMatch(ChainedComparisons::isComparison)) {
      add(expr, args.get(0), args.get(1));
    }
    args.forEach(this::look);
  }

  private static boolean isComparison(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CALL
        && SIGNS.containsKey(expr.call().function())
        && expr.call().args().size() == OPERANDS;
  }

  private void add(CelExpr expr, CelExpr left, CelExpr right) {
    Optional<CelSourceLocation> place =
        Optional.ofNullable(tree.getSource().getPositionsMap().get(expr.id()))
            .flatMap(tree.getSource()::getOffsetLocation);
    String instead =
        isComparison(left)
            ? words(left) + " && " + word(left.call().args().get(1)) + behind(expr, right)
            : word(left) + " " + SIGNS.get(expr.call().function()) + " … && " + words(right);
    found.add(
        new ConditionFault(
            place.map(CelSourceLocation::getLine).orElse(1),
            place.map(CelSourceLocation::getColumn).orElse(0),
            "a comparison is compared again, expected two: " + instead));
  }

  private static String words(CelExpr comparison) {
    List<CelExpr> args = comparison.call().args();
    return word(args.get(0)) + behind(comparison, args.get(1));
  }

  private static String behind(CelExpr comparison, CelExpr right) {
    return " " + SIGNS.get(comparison.call().function()) + " " + word(right);
  }

  /** A name or a number as it was written; what is longer is left out. */
  private static String word(CelExpr expr) {
    return switch (expr.getKind()) {
      case IDENT -> expr.ident().name();
      case CONSTANT ->
          expr.constant().getKind() == CelConstant.Kind.INT64_VALUE
              ? Long.toString(expr.constant().int64Value())
              : expr.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE
                  ? NumberFormatter.of(expr.constant().doubleValue())
                  : "…";
      default -> "…";
    };
  }
}
