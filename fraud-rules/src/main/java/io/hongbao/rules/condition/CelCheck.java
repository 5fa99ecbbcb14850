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

  private static final Pattern MISMATCH =
      Pattern.compile("found no matching overload for '([^']*)' applied to '\\(([^)]*)\\)'");

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
    CelValidationResult parsed = compiler.parse(text);
    if (parsed.hasError()) {
      reportUnparsable(text, parsed.getErrors());
      return Optional.empty();
    }
    CelAbstractSyntaxTree tree = treeOf(parsed);
    List<ConditionFault> chained = ChainedComparisons.of(tree);
    if (!chained.isEmpty()) {
      chained.forEach(faults);
      return Optional.empty();
    }
    CelValidationResult checked = compiler.check(withDoubles(tree));
    if (checked.hasError()) {
      reportMistyped(text, checked.getErrors());
      return Optional.empty();
    }
    return Optional.of(treeOf(checked));
  }

  private static CelAbstractSyntaxTree treeOf(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new IllegalStateException("a result without errors has a tree", e);
    }
  }

  /** The parser speaks of its grammar; what people meant is guessed from the text. */
  private void reportUnparsable(String text, List<CelIssue> issues) {
    Optional<CelIssue> bound =
        issues.stream().filter(issue -> isBound(issue.getMessage())).findFirst();
    if (bound.isPresent()) {
      report(bound.get(), bound.get().getMessage() + ", expected a shorter condition");
      return;
    }
    List<ConditionFault> hints = ConditionHints.of(text, signals);
    hints.forEach(faults);
    if (hints.isEmpty()) {
      report(
          issues.get(0),
          "cannot be read from here on, expected signals, numbers, brackets and operators such as"
              + " > and &&");
    }
  }

  private static boolean isBound(String message) {
    return message.contains("code point size exceeds") || message.contains("recursion limit");
  }

  private void reportMistyped(String text, List<CelIssue> issues) {
    List<ConditionFault> hints = ConditionHints.ofParsed(text, signals);
    hints.forEach(faults);
    for (CelIssue issue : issues) {
      if (!isHinted(issue.getMessage(), hints)) {
        report(issue, plain(issue.getMessage()));
      }
    }
  }

  /** Whether it says no more than a hint does: of a text, of null, of % or of an unknown word. */
  private static boolean isHinted(String message, List<ConditionFault> hints) {
    if (hints.isEmpty()) {
      return false;
    }
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      String quoted = "'" + undeclared.group(1) + "'";
      return hints.stream().anyMatch(hint -> hint.message().startsWith(quoted));
    }
    Matcher mismatch = MISMATCH.matcher(message);
    return mismatch.lookingAt()
        && (mismatch.group(1).equals("_%_")
            || mismatch.group(2).contains("string")
            || mismatch.group(2).contains("null"));
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

  private void report(CelIssue issue, String message) {
    faults.accept(
        new ConditionFault(
            Math.max(1, issue.getSourceLocation().getLine()),
            Math.max(0, issue.getSourceLocation().getColumn()),
            message));
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
    Matcher mismatch = MISMATCH.matcher(message);
    if (mismatch.lookingAt()) {
      return mismatched(mismatch.group(1), mismatch.group(2));
    }
    if (message.startsWith("expected type 'bool'")) {
      return "the condition is a number, expected a comparison, such as x > 0";
    }
    return message + ", expected a CEL condition";
  }

  /**
   * Says what to write where an operator has sides that it does not take.
   *
   * @param function CEL's name of the operator
   * @param types of its sides, such as {@code bool, double}
   */
  private static String mismatched(String function, String types) {
    String sign = function.replace("_", "");
    if (types.contains("string") || types.contains("null") || types.contains("bytes")) {
      return "'" + sign + "' beside what is no number, expected signals, numbers and comparisons";
    }
    return switch (function) {
      case "_&&_", "_||_", "!_" ->
          "'" + sign + "' beside a number, expected a comparison there, such as x > 0";
      case "_?_:_" ->
          types.startsWith("bool")
              ? "a number and a comparison beside ':', expected two of one kind"
              : "a number before '?', expected a comparison, such as x > 0";
      case "_%_" -> ConditionHints.remainder();
      case "_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_" ->
          "'" + sign + "' between a comparison and a number, expected a number on both sides";
      case "_+_", "_-_", "_*_", "_/_", "-_" ->
          "'" + sign + "' beside a comparison, expected a number there, such as (x > 5 ? 1 : 0)";
      default -> "'" + sign + "' has other sides, expected signals, numbers and operators";
    };
  }
}
