package io.hongbao.rehearsal.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What figures were measured on.
 *
 * @param cores of the whole machine
 * @param model of the processor
 * @param loadAverage of the last minute, at the start
 */
public record Machine(int cores, String model, String kernel, String jdk, double loadAverage) {

  /** As it is now. */
  public static Machine read() {
    try {
      return of(
          Files.readAllLines(Path.of("/proc/cpuinfo")),
          Files.readString(Path.of("/proc/loadavg")),
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
    } catch (IOException e) {
      throw new UncheckedIOException("bench needs Linux, which tells of itself in /proc", e);
    }
  }

  static Machine of(List<String> cpuinfo, String loadavg, String kernel, String jdk) {
    int cores = (int) cpuinfo.stream().filter(line -> line.startsWith("processor")).count();
    String model =
        cpuinfo.stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown");
    return new Machine(cores, model, kernel, jdk, Double.parseDouble(loadavg.split(" ")[0]));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d cores of %s, %s, %s, load average %.2f at the start",
        cores,
        model,
        kernel,
        jdk,
        loadAverage);
  }
}
