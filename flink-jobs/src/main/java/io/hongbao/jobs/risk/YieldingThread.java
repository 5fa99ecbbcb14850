package io.hongbao.jobs.risk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a thread yield to all others where processor time is short: fraud detection may lag, the
 * draw may not, and both share the threads of a task manager. Linux schedules each thread by a nice
 * value of its own, but takes no notice of Java's priorities, so the thread has its own raised by
 * {@code renice}, which needs no privilege.
 *
 * <p>Where there is no {@code /proc} or no {@code renice} nothing changes.
 */
final class YieldingThread {

  /** About a tenth of the time of a thread that wants as much. */
  static final int NICENESS = 10;

  private static final Path SELF = Path.of("/proc/thread-self");

  /** Of {@code stat}, counted behind the name, which is in parentheses and may hold anything. */
  private static final int NICENESS_FIELD = 16;

  private static final long RENICE_TIMEOUT_SECONDS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(YieldingThread.class);

  private YieldingThread() {}

  /** Makes the calling thread one that yields, until it ends; does nothing if it is. */
  static void yieldFromNowOn() {
    try {
      if (niceness().orElse(NICENESS) < NICENESS) {
        renice(SELF.toRealPath().getFileName().toString());
      }
    } catch (IOException e) {
      LOG.info("thread {} does not yield to the draw", Thread.currentThread().getName(), e);
    }
  }

  /** Returns the niceness of the calling thread; empty if this is not Linux. */
  static OptionalInt niceness() throws IOException {
    try {
      String stat = Files.readString(SELF.resolve("stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
      return OptionalInt.of(Integer.parseInt(fields[NICENESS_FIELD]));
    } catch (NoSuchFileException e) {
      return OptionalInt.empty();
    }
  }

  private static void renice(String threadId) throws IOException {
    Process renice =
        new ProcessBuilder(List.of("renice", "-n", String.valueOf(NICENESS), "-p", threadId))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!renice.waitFor(RENICE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        renice.destroyForcibly();
        throw new IOException("renice did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    if (renice.exitValue() != 0) {
      throw new IOException("renice ended with status " + renice.exitValue());
    }
  }
}
