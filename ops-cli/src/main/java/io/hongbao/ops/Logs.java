package io.hongbao.ops;

import io.hongbao.ops.system.LogFolder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells log4j2.xml where to write. Without it nothing is logged at all, as befits a short command;
 * it has to come before the first class that has a logger.
 */
public final class Logs {

  private Logs() {}

  /** Where this process logs to; empty if it does not. */
  static Optional<Path> file() {
    return Optional.ofNullable(System.getProperty(LogFolder.FOLDER_PROPERTY))
        .map(folder -> Path.of(folder, System.getProperty(LogFolder.PROCESS_PROPERTY) + ".log"));
  }

  /** From here on this process logs to {@code directory/process.log}. */
  public static void into(Path directory, String process) {
    LogFolder.properties(directory, process).forEach(System::setProperty);
  }
}
