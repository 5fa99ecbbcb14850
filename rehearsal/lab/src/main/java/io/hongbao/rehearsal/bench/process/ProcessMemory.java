package io.hongbao.rehearsal.bench.process;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Java process keeps in memory, in bytes, right after a full collection of its heap.
 *
 * @param heap objects that are alive
 * @param outside of the heap and resident: buffers, threads, code, the collector's own tables
 * @param resident all together, with what the heap has taken and not given back
 */
public record ProcessMemory(long heap, long outside, long resident) {

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+[0-9]+\\s+([0-9]+)\\s*$");

  /** Such as {@code [0x00000000c0000000, 0x0000000100000000)}; some collectors name three. */
  private static final Pattern HEAP_RANGE =
      Pattern.compile("\\[0x([0-9a-f]+),(?: 0x[0-9a-f]+,)* 0x([0-9a-f]+)\\)");

  private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");
  private static final Pattern RSS = Pattern.compile("Rss:\\s+([0-9]+) kB");
  private static final int HEX = 16;
  private static final long KIBIBYTE = 1_024;

  /** From one address to before another. */
  record Range(long from, long to) {}

  /**
   * Lets a process collect its heap, and reads what is left.
   *
   * @throws OperationFailedException if {@code jcmd} is missing or the process has ended
   */
  public static ProcessMemory read(long pid) {
    long heap = liveBytes(jcmd(pid, "GC.class_histogram"));
    Range range = heapRange(jcmd(pid, "GC.heap_info"));
    try {
      List<String> mappings = Files.readAllLines(Path.of("/proc", String.valueOf(pid), "smaps"));
      return new ProcessMemory(
          heap,
          residentBytes(mappings, range, false),
          residentBytes(mappings, new Range(0, 0), false));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the memory of process " + pid, e);
    }
  }

  /** Of a class histogram, the line {@code Total}. */
  static long liveBytes(String histogram) {
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new OperationFailedException("jcmd GC.class_histogram has no line Total");
    }
    return Long.parseLong(total.group(1));
  }

  /** Where the heap lies, which may be in several parts. */
  static Range heapRange(String heapInfo) {
    long from = Long.MAX_VALUE;
    long to = 0;
    Matcher range = HEAP_RANGE.matcher(heapInfo);
    while (range.find()) {
      from = Math.min(from, Long.parseUnsignedLong(range.group(1), HEX));
      to = Math.max(to, Long.parseUnsignedLong(range.group(2), HEX));
    }
    if (to == 0) {
      throw new OperationFailedException("jcmd GC.heap_info does not tell where the heap lies");
    }
    return new Range(from, to);
  }

  /**
   * Sums up mappings.
   *
   * @param smaps the lines of {@code /proc/PID/smaps}
   * @param inside whether those in the range count, or all others
   */
  static long residentBytes(List<String> smaps, Range range, boolean inside) {
    long kibibytes = 0;
    boolean counts = false;
    for (String line : smaps) {
      Matcher mapping = MAPPING.matcher(line);
      Matcher rss = RSS.matcher(line);
      if (mapping.matches()) {
        long from = Long.parseUnsignedLong(mapping.group(1), HEX);
        boolean isInside =
            Long.compareUnsigned(from, range.from()) >= 0
                && Long.compareUnsigned(from, range.to()) < 0;
        counts = isInside == inside;
      } else if (counts && rss.matches()) {
        kibibytes += Long.parseLong(rss.group(1));
      }
    }
    return kibibytes * KIBIBYTE;
  }

  private static String jcmd(long pid, String command) {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process jcmd =
          new ProcessBuilder(program.toString(), String.valueOf(pid), command)
              .redirectErrorStream(true)
              .start();
      try (InputStream out = jcmd.getInputStream()) {
        String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        int status = jcmd.waitFor();
        if (status != 0) {
          throw new OperationFailedException(
              String.format(
                  Locale.ROOT, "jcmd %d %s ended with status %d: %s", pid, command, status, text));
        }
        return text;
      }
    } catch (IOException e) {
      throw new OperationFailedException(
          "bench connections needs jcmd of a JDK: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationFailedException("interrupted", e);
    }
  }
}
