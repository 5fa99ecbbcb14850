package io.hongbao.ops;

import io.hongbao.files.FileErrorFormatter;
import io.hongbao.ops.StandardOut.ReaderGoneException;
import io.hongbao.ops.system.LogFolder;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * One sentence for people, on the error stream; the stack trace only for those who ask for it, and
 * that of a fault to the log, if the command has one. Which failure ends in which status: {@link
 * ExitStatus}.
 */
final class CommandErrorHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private static final String DEBUG = "HONGBAO_DEBUG";

  /** More than any message of ours has: eight topics with five settings each. */
  private static final int MAX_LINES = 60;

  private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at |\\.\\.\\. ).*");

  private CommandErrorHandler() {}

  static CommandLine install(CommandLine commandLine) {
    var errors = new CommandErrorHandler();
    return commandLine.setExecutionExceptionHandler(errors).setParameterExceptionHandler(errors);
  }

  /** The command was understood and failed. */
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult arguments) {
    if (ReaderGoneException.isCauseOf(failure)) {
      return ExitStatus.READER_GONE;
    }
    return report(failure, command.getErr());
  }

  /** Prints why a command failed; returns the exit status for it. */
  static int report(Throwable failure, PrintWriter err) {
    print(err, ExitStatus.isForeseen(failure) ? sentence(failure) : fault(failure), failure);
    return ExitStatus.of(failure);
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
    return ExitStatus.USAGE;
  }

  private static void print(PrintWriter err, String sentence, Throwable failure) {
    err.println("hongbao: " + sentence);
    if (Boolean.parseBoolean(System.getenv(DEBUG))) {
      failure.printStackTrace(err);
    }
    err.flush();
  }

  /** Nobody but a programmer can mend it: where the stack trace is matters most. */
  private static String fault(Throwable failure) {
    Optional<Path> log = LogFolder.logFile();
    log.ifPresent(
        file -> LoggerFactory.getLogger(CommandErrorHandler.class).error("a fault", failure));
    return String.format(
        Locale.ROOT,
        "this is a fault of Hongbao: %s: %s; %s",
        failure.getClass().getSimpleName(),
        sentence(failure),
        log.map(file -> "the stack trace is in " + file)
            .orElse("run it again with " + DEBUG + "=true to see the stack trace"));
  }

  private static String sentence(Throwable failure) {
    if (failure instanceof InterruptedException) {
      return "interrupted before it was done";
    }
    if (failure instanceof FileSystemException e) {
      return e.getFile() + ": " + FileErrorFormatter.of(e);
    }
    if (failure instanceof UncheckedIOException wrapped) {
      return sentence(wrapped);
    }
    String message =
        Optional.ofNullable(failure.getMessage())
            .map(CommandErrorHandler::readable)
            .filter(text -> !text.isBlank())
            .orElseGet(() -> "failed with " + failure.getClass().getSimpleName());
    return failure instanceof KafkaException && !message.contains("Kafka")
        ? "Kafka: " + message
        : message;
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
    String reason = FileErrorFormatter.of(failure.getCause());
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
