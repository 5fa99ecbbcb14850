package io.hongbao.rules.file;

import java.nio.file.Path;
import java.util.Locale;

/** What files of rules and cases are called. */
public final class RuleFileNames {

  static final String RULE_ENDING = ".yaml";
  static final String CASES_ENDING = ".cases.yaml";

  /** The other usual ending of YAML. */
  static final String SHORT_ENDING = ".yml";

  private RuleFileNames() {}

  /** The file in which a rule's cases stand. */
  public static Path casesOf(Path rule) {
    String name = rule.getFileName().toString();
    int ending = name.endsWith(RULE_ENDING) ? RULE_ENDING.length() : 0;
    return rule.resolveSibling(name.substring(0, name.length() - ending) + CASES_ENDING);
  }

  /** The rule that a file of cases is beside; any other path itself. */
  public static Path ruleOf(Path path) {
    Path name = path.getFileName();
    if (name == null || !name.toString().endsWith(CASES_ENDING)) {
      return path;
    }
    int ending = name.toString().length() - CASES_ENDING.length();
    return path.resolveSibling(name.toString().substring(0, ending) + RULE_ENDING);
  }

  /** Also what editors, copies and file systems make of a rule's name. */
  static boolean looksLikeYaml(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains(RULE_ENDING) || lower.contains(SHORT_ENDING);
  }
}
