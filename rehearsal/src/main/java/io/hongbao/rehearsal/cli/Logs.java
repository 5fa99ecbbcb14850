package io.hongbao.rehearsal.cli;

import java.nio.file.Path;

/**
 * Tells log4j2.xml where to write. Without it nothing is logged at all, as befits a short command;
 * it has to come before the first class that has a logger.
 */
final class Logs {

  private Logs() {}

  /** From here on this process logs to {@code directory/process.log}. */
  static void into(Path directory, String process) {
    System.setProperty("hongbao.logs", directory.toString());
    System.setProperty("hongbao.process", process);
  }
}
