package io.hongbao.rehearsal.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a process said before it died, for the error that tells of it. */
final class LastWords {

  private static final int LINES = 5;

  private LastWords() {}

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
