package io.hongbao.rehearsal.cli;

import io.hongbao.rehearsal.processes.LogFolder;
import java.nio.file.Path;

/**
 * Tells log4j2.xml where to write. Without it nothing is logged at all, as befits a short command;
 * it has to come before the first class that has a logger.
 */
final class Logs {

  private Logs() {}

  /** From here on this process logs to {@code directory/process.log}. */
  static void into(Path directory, String process) {
    LogFolder.properties(directory, process).forEach(System::setProperty);
  }
}
