package io.hongbao.rules.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExprConverter;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import io.hongbao.yaml.NearNames;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses and type-checks a condition as CEL, with all signals declared as doubles.
 *
 * <p>Whole numbers of the text are made doubles between the two steps, so that {@code users > 5}
 * and {@code rhythm < 15.0} are both right. Macros are off: without them CEL has no loops.
 */
final class CelCheck {

  /** Bounds the parser's stack, and by it that of whoever walks through the tree. */
  static final int DEEPEST = 32;

  private static final int MAX_CODE_POINTS = 4_096;
  private static final int MAX_SHOWN_LENGTH = 60;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MAX_CODE_POINTS)
          .maxParseRecursionDepth(DEEPEST)
          .maxParseErrorRecoveryLimit(10)
          .populateMacroCalls(false)
          .build();

  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '([^']*)' \\(in container ''\\)");

  private final List<String> signals;
  private final CelCompiler compiler;
  private final Consumer<ConditionFault> faults;

  CelCheck(List<String> signals, Consumer<ConditionFault> faults) {
    this.signals = signals;
    this.faults = faults;
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(List.of())
            .setOptions(OPTIONS)
            .setResultType(SimpleType.BOOL);
    signals.forEach(signal -> builder.addVar(signal, SimpleType.DOUBLE));
    this.compiler = builder.build();
  }

  /** The checked tree; empty if there was a fault, which is then told. */
  Optional<CelAbstractSyntaxTree> check(String text) {
    return treeOf(compiler.parse(text))
        .flatMap(parsed -> treeOf(compiler.check(withDoubles(parsed))));
  }

  private Optional<CelAbstractSyntaxTree> treeOf(CelValidationResult result) {
    if (result.hasError()) {
      result.getErrors().forEach(this::report);
      return Optional.empty();
    }
    try {
      return Optional.of(result.getAst());
    } catch (CelValidationException e) {
      throw new IllegalStateException("a result without errors has a tree", e);
    }
  }

  private static CelAbstractSyntaxTree withDoubles(CelAbstractSyntaxTree parsed) {
    CelMutableExpr root = CelMutableExprConverter.fromCelExpr(parsed.getExpr());
    makeDoubles(root);
    CelExpr changed = CelMutableExprConverter.fromMutableExpr(root);
    return CelAbstractSyntaxTree.newParsedAst(changed, parsed.getSource());
  }

  private static void makeDoubles(CelMutableExpr expr) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && expr.constant().getKind() == CelConstant.Kind.INT64_VALUE) {
      expr.setConstant(CelConstant.ofValue((double) expr.constant().int64Value()));
    } else if (expr.getKind() == CelExpr.ExprKind.Kind.CALL) {
      expr.call().target().ifPresent(CelCheck::makeDoubles);
      expr.call().args().forEach(CelCheck::makeDoubles);
    }
  }

  private void report(CelIssue issue) {
    faults.accept(
        new ConditionFault(
            Math.max(1, issue.getSourceLocation().getLine()),
            Math.max(0, issue.getSourceLocation().getColumn()),
            plain(issue.getMessage())));
  }

  /** What an analyst can do something with; the rest is told as CEL says it. */
  private String plain(String message) {
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      String written = undeclared.group(1);
      String name =
          written.length() <= MAX_SHOWN_LENGTH
              ? written
              : written.substring(0, MAX_SHOWN_LENGTH) + "…";
      return String.format(
          Locale.ROOT,
          "unknown signal or function '%s', expected one of %s",
          name,
          NearNames.listed(name, signals));
    }
    if (message.contains("code point size exceeds") || message.contains("recursion limit")) {
      return message + ", expected a shorter condition";
    }
    return message.startsWith("expected") ? message : message + ", expected a CEL condition";
  }
}
