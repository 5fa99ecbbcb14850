package io.hongbao.rehearsal.system;

import com.sun.management.OperatingSystemMXBean;
import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether the machine, or the container that we are in, has the memory that the parts need. */
final class MemoryRoom {

  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d{1,15}) kB");

  private static final long KIBIBYTES_PER_MEBIBYTE = 1024;
  private static final long MEBIBYTE = 1024 * 1024;

  private MemoryRoom() {}

  /**
   * @throws OperationFailedException with both figures if there is too little
   */
  static void require(LocalSettings settings) {
    require(MemoryNeed.mebibytes(settings), availableMebibytes(MEMINFO, totalMebibytes()));
  }

  static void require(long neededMebibytes, long availableMebibytes) {
    if (availableMebibytes < neededMebibytes) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "this machine or container has %d MB of memory to give, and the parts need about %d MB: end other programs, give it more, or ask for fewer parts",
              availableMebibytes,
              neededMebibytes));
    }
  }

  /**
   * What can be had without pushing others out, where the kernel tells (Linux); never more than the
   * container may have.
   */
  static long availableMebibytes(Path meminfo, long totalMebibytes) {
    return Math.min(totalMebibytes, kernelsFigure(meminfo).orElse(totalMebibytes));
  }

  private static OptionalLong kernelsFigure(Path meminfo) {
    try (Stream<String> lines = Files.lines(meminfo)) {
      return lines
          .map(AVAILABLE::matcher)
          .filter(Matcher::matches)
          .mapToLong(matcher -> Long.parseLong(matcher.group(1)) / KIBIBYTES_PER_MEBIBYTE)
          .findFirst();
    } catch (IOException | UncheckedIOException notTold) {
      return OptionalLong.empty();
    }
  }

  /** Java knows the limit of its container. */
  private static long totalMebibytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        / MEBIBYTE;
  }
}
