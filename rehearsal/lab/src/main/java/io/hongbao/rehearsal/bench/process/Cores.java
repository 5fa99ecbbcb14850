package io.hongbao.rehearsal.bench.process;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Binds processes to processors, by {@code taskset}. */
public final class Cores {

  private static final int MAX_TRIES = 5;
  private static final long TASKSET_TIMEOUT_SECONDS = 10;

  /** Of the machine, such as 0-1. What Java counts are those that its own process is bound to. */
  private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");

  private Cores() {}

  /**
   * Binds every thread of a process, and so those that they start later, to one processor.
   *
   * @param core from 0
   * @throws OperationFailedException if it cannot be done
   */
  public static void pin(long pid, int core) {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      taskset(pid, String.valueOf(core));
      // A thread that a not yet bound one started meanwhile may have been missed.
      if (arePinned(pid, core)) {
        return;
      }
    }
    throw new OperationFailedException("process " + pid + " cannot be bound to core " + core);
  }

  /** Lets every thread of a process, and so those that they start later, run on any processor. */
  static void release(long pid) {
    taskset(pid, online());
  }

  static String online() {
    try {
      return Files.readString(ONLINE).strip();
    } catch (IOException e) {
      throw new OperationFailedException("bench needs Linux: cannot read " + ONLINE, e);
    }
  }

  static boolean arePinned(long pid, int core) {
    String allowed = "Cpus_allowed_list:\t" + core;
    try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      return threads.allMatch(thread -> hasLine(thread.resolve("status"), allowed));
    } catch (IOException e) {
      throw new OperationFailedException("process " + pid + " cannot be bound: it has ended", e);
    }
  }

  private static boolean hasLine(Path file, String line) {
    try {
      return Files.readAllLines(file).contains(line);
    } catch (NoSuchFileException endedMeanwhile) {
      return true;
    } catch (IOException e) {
      // "No such process": ended between open and read.
      return !Files.exists(file);
    }
  }

  private static void taskset(long pid, String cores) {
    try {
      Process taskset =
          new ProcessBuilder("taskset", "-a", "-c", "-p", cores, String.valueOf(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      // Its status says little: threads may end while it works. The caller looks at the outcome.
      if (!taskset.waitFor(TASKSET_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        taskset.destroyForcibly();
      }
    } catch (IOException e) {
      throw new OperationFailedException(
          "bench needs taskset (of util-linux): " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationFailedException("interrupted", e);
    }
  }
}
