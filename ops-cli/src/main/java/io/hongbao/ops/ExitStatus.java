package io.hongbao.ops;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/**
 * What the exit status of every command says to a script, and which failure ends in which. {@code
 * docs/operations.md} has it as a table for people.
 */
public final class ExitStatus {

  /** It was done, and whatever was checked is right. */
  public static final int OK = 0;

  /** It was done, and the result is bad: a breach, a failed case, a problem in a file. */
  public static final int CHECK_FAILED = 1;

  /** The command was not understood; nothing was done. */
  public static final int USAGE = 2;

  /** It could not be done, or not to its end; it says nothing of what was to be checked. */
  public static final int NOT_DONE = 3;

  /** What a shell says of a program that ended so: 128 and the number of SIGPIPE. */
  public static final int READER_GONE = 141;

  private ExitStatus() {}

  /** A check came to its end and found something bad; the message says what. */
  static final class CheckFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CheckFailedException(String message) {
      super(message);
    }

    CheckFailedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The status of a command that ended with this failure. */
  static int of(Throwable failure) {
    return failure instanceof CheckFailedException ? CHECK_FAILED : NOT_DONE;
  }

  /**
   * The status of a command that met these problems in the files it was given, at least one: they
   * are its result, unless a file could not even be read.
   */
  public static int of(List<Problem> problems) {
    return problems.stream()
            .map(problem -> Path.of(problem.file()))
            .allMatch(ExitStatus::isReadable)
        ? CHECK_FAILED
        : NOT_DONE;
  }

  /** Whether a failure has its reason outside the program; any other is a fault of the program. */
  static boolean isForeseen(Throwable failure) {
    return failure instanceof CheckFailedException
        || failure instanceof OperationFailedException
        || failure instanceof IOException
        || failure instanceof UncheckedIOException
        || failure instanceof KafkaException
        || failure instanceof InterruptedException;
  }

  private static boolean isReadable(Path file) {
    return Files.isReadable(file) && !Files.isDirectory(file);
  }
}
