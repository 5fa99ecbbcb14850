package io.hongbao.ops.system;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a process logs to, as the system properties that {@code log4j2.xml} reads. */
public final class LogFolder {

  private static final String PROCESS_PROPERTY = "hongbao.process";
  private static final String FOLDER_PROPERTY = "hongbao.logs";

  private LogFolder() {}

  /** The process logs to {@code folder/process.log}. */
  public static Map<String, String> properties(Path folder, String process) {
    return Map.of(
        PROCESS_PROPERTY,
        process,
        FOLDER_PROPERTY,
        folder.toString(),
        // In the pattern that names older logs, a percent sign begins a date or a number.
        "hongbao.logs.pattern",
        folder.toString().replace("%", "%%"));
  }

  /**
   * From here on this process logs to {@code folder/process.log}. Without it nothing is logged at
   * all, as befits a short command; it has to come before the first class that has a logger.
   */
  public static void logInto(Path folder, String process) {
    properties(folder, process).forEach(System::setProperty);
  }

  /** Where this process logs to; empty if it does not. */
  public static Optional<Path> logFile() {
    return Optional.ofNullable(System.getProperty(FOLDER_PROPERTY))
        .map(folder -> Path.of(folder, System.getProperty(PROCESS_PROPERTY) + ".log"));
  }
}
