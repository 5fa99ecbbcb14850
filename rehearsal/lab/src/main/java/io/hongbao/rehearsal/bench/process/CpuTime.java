package io.hongbao.rehearsal.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The processor time that Linux has counted, for one process or for all. */
public final class CpuTime {

  /** The unit of /proc, the same on every Linux that Java runs on: 10 ms. */
  private static final long MICROS_PER_TICK = 10_000;

  /** Behind the name, which may hold anything: state is the first, utime and stime follow. */
  private static final int UTIME_FIELD = 11;

  private static final int STIME_FIELD = 12;

  /** Linux cuts names of threads short. */
  private static final Pattern COMPILER = Pattern.compile("\\d+ \\(C[12] CompilerThre\\)");

  private CpuTime() {}

  /**
   * User and system time of a process with all its threads, those too that have ended.
   *
   * @throws UncheckedIOException if it does not run
   */
  public static long microsOf(long pid) {
    return parseProcess(read(Path.of("/proc", String.valueOf(pid), "stat")));
  }

  /** Time that some process was running on any processor, all together since the start. */
  public static long busyMicros() {
    return parseMachine(read(Path.of("/proc/stat")));
  }

  /**
   * User and system time of a process's Java compilers as long as their threads live; 0 if it is no
   * Java.
   */
  static long compilerMicrosOf(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      return threads.mapToLong(CpuTime::compilerMicrosOfThread).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " may have ended", e);
    }
  }

  private static long compilerMicrosOfThread(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return COMPILER.matcher(stat).lookingAt() ? parseProcess(stat) : 0;
    } catch (IOException endedMeanwhile) {
      return 0;
    }
  }

  static long parseProcess(String stat) {
    int nameEnd = stat.lastIndexOf(')');
    String[] fields = stat.substring(nameEnd + 1).strip().split(" ");
    if (nameEnd < 0 || fields.length <= STIME_FIELD) {
      throw new IllegalArgumentException("not a line of /proc/PID/stat: " + stat);
    }
    return (Long.parseLong(fields[UTIME_FIELD]) + Long.parseLong(fields[STIME_FIELD]))
        * MICROS_PER_TICK;
  }

  /** Of the first line: user, nice, system, idle, iowait, irq, softirq and more. */
  static long parseMachine(String stat) {
    String[] fields = stat.lines().findFirst().orElse("").split(" +");
    if (!fields[0].equals("cpu") || fields.length < 8) {
      throw new IllegalArgumentException("not /proc/stat: " + stat);
    }
    long ticks = 0;
    for (int field : new int[] {1, 2, 3, 6, 7}) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks * MICROS_PER_TICK;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": the process may have ended", e);
    }
  }
}
