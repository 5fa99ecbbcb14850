package io.hongbao.ops;

import io.hongbao.files.FileErrorFormatter;
import io.hongbao.files.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The files that a command is to write, and where it prints what else it has to say. */
public final class Outputs {

  private Outputs() {}

  /**
   * Makes sure of all files before the work begins: hours of it must not end in one that cannot be
   * written.
   *
   * @param files by their options
   * @return standard output, or standard error where one of the files is standard output
   * @throws ParameterException naming option, file and reason
   */
  public static PrintWriter beside(CommandSpec spec, Map<String, Path> files) {
    String onStandardOutput = null;
    for (Map.Entry<String, Path> each : files.entrySet()) {
      String option = each.getKey();
      try {
        if (OutputFile.isStandardOutput(each.getValue())) {
          if (onStandardOutput != null) {
            throw new ParameterException(
                spec.commandLine(),
                String.format(
                    Locale.ROOT,
                    "%s and %s are both standard output: expected one there at most",
                    onStandardOutput,
                    option));
          }
          onStandardOutput = option;
        }
        OutputFile.requireWritable(each.getValue());
      } catch (IOException e) {
        throw new ParameterException(
            spec.commandLine(),
            String.format(
                Locale.ROOT, "%s %s: %s", option, each.getValue(), FileErrorFormatter.of(e)),
            e);
      }
    }
    return onStandardOutput == null ? spec.commandLine().getOut() : spec.commandLine().getErr();
  }
}
