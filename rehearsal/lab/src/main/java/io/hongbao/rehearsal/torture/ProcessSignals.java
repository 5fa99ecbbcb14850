package io.hongbao.rehearsal.torture;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals to processes that are not children of ours. */
final class ProcessSignals {

  private ProcessSignals() {}

  /**
   * Sends one.
   *
   * @param signal its name without SIG
   * @return false if the process is gone
   */
  static boolean send(String signal, long pid) throws InterruptedException {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return kill.waitFor() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send signals: there is no kill", e);
    }
  }
}
