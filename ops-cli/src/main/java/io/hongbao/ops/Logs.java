package io.hongbao.ops;

import io.hongbao.ops.system.LogFolder;
import java.nio.file.Path;

/**
 * Tells log4j2.xml where to write. Without it nothing is logged at all, as befits a short command;
 * it has to come before the first class that has a logger.
 */
public final class Logs {

  private Logs() {}

  /** From here on this process logs to {@code directory/process.log}. */
  public static void into(Path directory, String process) {
    LogFolder.properties(directory, process).forEach(System::setProperty);
  }
}
