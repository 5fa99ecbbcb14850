package io.hongbao.ops.system;

import java.nio.file.Path;
import java.util.Map;

/** Where a process logs to, as the system properties that {@code log4j2.xml} reads. */
public final class LogFolder {

  public static final String PROCESS_PROPERTY = "hongbao.process";
  public static final String FOLDER_PROPERTY = "hongbao.logs";

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
}
