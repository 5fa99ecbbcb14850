package io.hongbao.rehearsal.bench.process;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How many more files a process may open; connections count among them. */
public final class OpenFileLimit {

  private static final Pattern LIMIT =
      Pattern.compile("Max open files\\s+([0-9]+|unlimited)\\s+.*");

  private OpenFileLimit() {}

  /**
   * Reads both from {@code /proc}.
   *
   * @throws OperationFailedException if the process has ended
   */
  public static long free(long pid) {
    Path process = Path.of("/proc", String.valueOf(pid));
    try (Stream<Path> open = Files.list(process.resolve("fd"))) {
      return limit(Files.readAllLines(process.resolve("limits"))) - open.count();
    } catch (IOException e) {
      throw new OperationFailedException(
          "cannot read the open files of process " + pid + ": " + e.getMessage(), e);
    }
  }

  static long limit(List<String> limits) {
    return limits.stream()
        .map(LIMIT::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .mapToLong(text -> text.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(text))
        .findFirst()
        .orElseThrow(() -> new OperationFailedException("/proc does not name Max open files"));
  }
}
