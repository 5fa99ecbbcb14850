package io.hongbao.ops;

import io.hongbao.rules.cases.RulesWithCases;
import io.hongbao.yaml.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Parameters;

/** The rule files that a command is about. */
final class RulesArgument {

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Rule files, or folders of them; their cases are found beside them.")
  private List<Path> paths;

  /** Reads the files, and tells whatever is wrong or doubtful on the error stream. */
  RulesWithCases read(PrintWriter err) {
    RulesWithCases rules = RulesWithCases.read(paths);
    tell(rules, err);
    return rules;
  }

  static void tell(RulesWithCases rules, PrintWriter err) {
    rules.problems().forEach(err::println);
    rules.reading().warnings().forEach(warning -> err.println(asWarning(warning)));
    if (!rules.problems().isEmpty()) {
      long files = rules.problems().stream().map(Problem::file).distinct().count();
      err.println(
          String.format(
              Locale.ROOT,
              "%s in %s%s",
              count(rules.problems().size(), "problem"),
              count(files, "file"),
              warnings(rules).isEmpty() ? "" : ", " + warnings(rules)));
    }
    err.flush();
  }

  /** Such as {@code 2 warnings}; empty if there are none. */
  static String warnings(RulesWithCases rules) {
    return warnings(rules, 0);
  }

  /** The same with warnings beside those of reading. */
  static String warnings(RulesWithCases rules, int more) {
    int warnings = rules.reading().warnings().size() + more;
    return warnings == 0 ? "" : count(warnings, "warning");
  }

  static String count(long count, String one) {
    return count + " " + one + (count == 1 ? "" : "s");
  }

  /** As compilers write them, so that editors tell them from problems. */
  static Problem asWarning(Problem warning) {
    return new Problem(
        warning.file(), warning.line(), warning.column(), "warning: " + warning.message());
  }
}
