package io.hongbao.ops;

import io.hongbao.files.FileReason;
import io.hongbao.ops.StandardOut.ReaderGoneException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One sentence for people, on the error stream; the trace only for those who ask for it. */
final class PlainErrors implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private static final String DEBUG = "HONGBAO_DEBUG";

  /** More than any message of ours has: eight topics with five settings each. */
  private static final int MAX_LINES = 60;

  private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at |\\.\\.\\. ).*");

  private PlainErrors() {}

  static CommandLine install(CommandLine commandLine) {
    var errors = new PlainErrors();
    return commandLine.setExecutionExceptionHandler(errors).setParameterExceptionHandler(errors);
  }

  /** The command was understood and failed. */
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    if (ReaderGoneException.isCauseOf(failure)) {
      return StandardOut.READER_GONE_STATUS;
    }
    print(command.getErr(), sentence(failure), failure);
    return ExitCode.SOFTWARE;
  }

  /** The command was not understood. */
  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    print(err, sentence(failure) + fromEnvironment(failure), failure);
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, err)) {
      err.println("Try: ./" + command.getCommandSpec().qualifiedName() + " --help");
    }
    err.flush();
    return ExitCode.USAGE;
  }

  private static void print(PrintWriter err, String sentence, Exception failure) {
    err.println("hongbao: " + sentence);
    if (Boolean.parseBoolean(System.getenv(DEBUG))) {
      failure.printStackTrace(err);
    }
    err.flush();
  }

  private static String sentence(Throwable failure) {
    if (failure instanceof FileSystemException e) {
      return e.getFile() + ": " + FileReason.of(e);
    }
    if (failure instanceof UncheckedIOException wrapped) {
      return sentence(wrapped);
    }
    return Optional.ofNullable(failure.getMessage())
        .map(PlainErrors::readable)
        .filter(message -> !message.isBlank())
        .orElseGet(() -> "failed with " + failure.getClass().getSimpleName());
  }

  /** All of a message but the stack traces that libraries put into theirs. */
  private static String readable(String message) {
    List<String> lines =
        message.lines().filter(line -> !STACK_FRAME.matcher(line).matches()).toList();
    if (lines.size() <= MAX_LINES) {
      return String.join("\n", lines).stripTrailing();
    }
    return String.join("\n", lines.subList(0, MAX_LINES))
        + String.format(
            Locale.ROOT,
            "\n… and %d lines more: %s=true shows all",
            lines.size() - MAX_LINES,
            DEBUG);
  }

  private static String sentence(UncheckedIOException failure) {
    String reason = FileReason.of(failure.getCause());
    if (failure.getMessage().equals(failure.getCause().toString())) {
      return sentence(failure.getCause());
    }
    return failure.getMessage().contains(reason)
        ? failure.getMessage()
        : failure.getMessage() + ": " + reason;
  }

  /** A bad value that nobody typed is hard to find otherwise. */
  private static String fromEnvironment(ParameterException failure) {
    if (!(failure.getArgSpec() instanceof OptionSpec option)) {
      return "";
    }
    String variable = EnvironmentDefaults.variable(option);
    String value = System.getenv(variable);
    return value != null && value.equals(failure.getValue()) ? " (from " + variable + ")" : "";
  }
}
