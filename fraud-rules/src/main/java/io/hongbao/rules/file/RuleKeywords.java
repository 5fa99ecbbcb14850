package io.hongbao.rules.file;

import io.hongbao.domain.risk.RiskLevel;
import io.hongbao.rules.model.Aggregate;
import io.hongbao.rules.model.Grouping;
import io.hongbao.rules.model.Measure;
import io.hongbao.rules.model.Rule.RuleMode;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import io.hongbao.yaml.Scalars;
import io.hongbao.yaml.Scalars.ScalarParser;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of rule files. */
final class RuleKeywords {

  private static final Pattern SIGNAL_NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  /** What CEL keeps for itself. */
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "namespace",
          "null",
          "package",
          "return",
          "true",
          "var",
          "void",
          "while",
          "int",
          "uint",
          "double",
          "bool",
          "string",
          "bytes",
          "list",
          "map",
          "type",
          "dyn");

  static final ScalarParser<RuleMode> MODE =
      Scalars.oneOf(List.of(RuleMode.values()), RuleMode::label);
  static final ScalarParser<Grouping> GROUPING =
      Scalars.oneOf(
          Arrays.stream(Grouping.values()).filter(each -> each != Grouping.NEIGHBOURS).toList(),
          Grouping::label);
  static final ScalarParser<EntityKind> ENTITY_KIND =
      Scalars.oneOf(List.of(EntityKind.values()), RuleKeywords::of);
  static final ScalarParser<RiskLevel> LEVEL =
      Scalars.oneOf(
          Arrays.stream(RiskLevel.values()).filter(level -> level != RiskLevel.NONE).toList(),
          RuleKeywords::of);

  private RuleKeywords() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static ScalarParser<Measure> measureOf(Aggregate aggregate) {
    return Scalars.oneOf(
        Arrays.stream(Measure.values()).filter(measure -> measure.allows(aggregate)).toList(),
        Measure::label);
  }

  /** A name that a condition can use. */
  static boolean isNoWordOfCel(String text) {
    return !RESERVED.contains(text);
  }

  static String signalName(String text) {
    if (!SIGNAL_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected a name of 1 to 40 of a-z, 0-9 and '_', beginning with a letter");
    }
    if (!isNoWordOfCel(text)) {
      throw new IllegalArgumentException("a word of CEL, expected another name");
    }
    return text;
  }
}
