package io.hongbao.rehearsal.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a process's log, for the error message about its end. */
final class LogTail {

  private static final int LINES = 5;

  private LogTail() {}

  static String of(Path logFile) {
    try {
      List<String> lines =
          Files.readAllLines(logFile, StandardCharsets.UTF_8).stream()
              .filter(line -> !line.isBlank() && !line.startsWith("\t"))
              .toList();
      List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
      return last.isEmpty() ? "it said nothing" : String.join(" / ", last);
    } catch (IOException e) {
      return "see " + logFile;
    }
  }
}
