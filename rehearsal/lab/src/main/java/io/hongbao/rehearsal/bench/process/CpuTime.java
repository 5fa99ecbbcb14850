package io.hongbao.rehearsal.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The processor time that Linux has counted, for one process or for all. */
public final class CpuTime {

  /** The unit of /proc, the same on every Linux that Java runs on: 10 ms. */
  private static final long MICROS_PER_TICK = 10_000;

  /** Behind the name, which may hold anything: state is the first, utime and stime follow. */
  private static final int UTIME_FIELD = 11;

  private static final int STIME_FIELD = 12;

  /** The same of children that have ended and were waited for: cutime and cstime. */
  private static final int CSTIME_FIELD = 14;

  /** Of a line of {@code /proc/stat}: user, nice, system, irq and softirq. */
  private static final int[] BUSY_FIELDS = {1, 2, 3, 6, 7};

  private static final int STEAL_FIELD = 8;

  /** Linux cuts names of threads short. */
  private static final Pattern COMPILER = Pattern.compile("\\d+ \\(C[12] CompilerThre\\)");

  private CpuTime() {}

  /**
   * User and system time of a process with all its threads, those too that have ended.
   *
   * @throws UncheckedIOException if it does not run
   */
  public static long microsOf(long pid) {
    return parseProcess(read(stat(pid)));
  }

  /**
   * User and system time of a process and of all processes that it has started, those too that have
   * ended.
   *
   * @throws UncheckedIOException if it does not run
   */
  static long microsOfFamily(long pid) {
    return ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToLong(child -> microsOfOne(child.pid()))
            .sum()
        + parseTicks(read(stat(pid)), CSTIME_FIELD);
  }

  /** 0 if it has ended meanwhile: its parent counts it from then on. */
  private static long microsOfOne(long pid) {
    try {
      return microsOf(pid);
    } catch (UncheckedIOException endedMeanwhile) {
      return 0;
    }
  }

  /**
   * What processors did since the machine was started.
   *
   * @param busyMicros some process was running
   * @param stealMicros some process wanted to, but the host ran something else
   */
  record CoreTime(long busyMicros, long stealMicros) {}

  /** Of these processors, all together. */
  static CoreTime ofCores(Set<Integer> cores) {
    return parseCores(read(Path.of("/proc/stat")), cores);
  }

  /**
   * User and system time of a process's Java compilers as long as their threads live; 0 if it is no
   * Java.
   */
  static long compilerMicrosOf(long pid) {
    return sumOfThreads(pid, CpuTime::compilerMicrosOfThread);
  }

  /**
   * How long a process's threads, as long as they live, stood in a processor's queue: ready to run
   * while another thread did. 0 where Linux does not count it.
   */
  static long waitingMicrosOf(long pid) {
    return sumOfThreads(pid, CpuTime::waitingMicrosOfThread);
  }

  private static long sumOfThreads(long pid, ToLongFunction<Path> reading) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      return threads.mapToLong(reading).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " may have ended", e);
    }
  }

  private static long waitingMicrosOfThread(Path thread) {
    try {
      return parseWaiting(Files.readString(thread.resolve("schedstat")));
    } catch (IOException endedMeanwhile) {
      return 0;
    }
  }

  /** Of {@code /proc/PID/task/TID/schedstat}: nanoseconds run, nanoseconds waited, times run. */
  static long parseWaiting(String schedstat) {
    String[] fields = schedstat.strip().split(" ");
    if (fields.length != 3) {
      throw new IllegalArgumentException("not a line of schedstat: " + schedstat);
    }
    return TimeUnit.NANOSECONDS.toMicros(Long.parseLong(fields[1]));
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
    return parseTicks(stat, STIME_FIELD);
  }

  /** The sum of the times from that of the user up to and with another one. */
  private static long parseTicks(String stat, int lastField) {
    int nameEnd = stat.lastIndexOf(')');
    String[] fields = stat.substring(nameEnd + 1).strip().split(" ");
    if (nameEnd < 0 || fields.length <= lastField) {
      throw new IllegalArgumentException("not a line of /proc/PID/stat: " + stat);
    }
    long ticks = 0;
    for (int field = UTIME_FIELD; field <= lastField; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks * MICROS_PER_TICK;
  }

  /** Of the lines cpuN: user, nice, system, idle, iowait, irq, softirq, steal and more. */
  static CoreTime parseCores(String stat, Set<Integer> cores) {
    long busyTicks = 0;
    long stealTicks = 0;
    int found = 0;
    for (String line : stat.lines().toList()) {
      String[] fields = line.split(" +");
      if (fields.length <= STEAL_FIELD
          || cores.stream().noneMatch(core -> fields[0].equals("cpu" + core))) {
        continue;
      }
      found++;
      stealTicks += Long.parseLong(fields[STEAL_FIELD]);
      for (int field : BUSY_FIELDS) {
        busyTicks += Long.parseLong(fields[field]);
      }
    }
    if (found != cores.size()) {
      throw new IllegalArgumentException(
          "/proc/stat has no lines of the processors " + cores + ": " + stat);
    }
    return new CoreTime(busyTicks * MICROS_PER_TICK, stealTicks * MICROS_PER_TICK);
  }

  private static Path stat(long pid) {
    return Path.of("/proc", String.valueOf(pid), "stat");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": the process may have ended", e);
    }
  }
}
