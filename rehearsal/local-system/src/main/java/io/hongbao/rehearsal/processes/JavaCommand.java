package io.hongbao.rehearsal.processes;

import io.hongbao.ops.system.LogFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command line of a Java part: the same Java and the same jars as ours. The class path goes in
 * the environment, so that the list of processes stays readable.
 */
public final class JavaCommand {

  private final String name;
  private final Path logs;
  private final String mainClass;
  private final List<String> overrides;
  private final List<String> options = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();

  /**
   * @param name of the part; it logs to {@code logs/NAME.log}
   * @param overrides options that come last, so that they win
   */
  JavaCommand(String name, Path logs, String mainClass, List<String> overrides) {
    this.name = name;
    this.logs = logs;
    this.mainClass = mainClass;
    this.overrides = List.copyOf(overrides);
  }

  /** Heap, garbage collector, system properties. */
  public JavaCommand options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  public JavaCommand arguments(String... more) {
    arguments.addAll(List.of(more));
    return this;
  }

  public List<String> build() {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    LogFolder.properties(logs, name)
        .forEach((property, value) -> command.add("-D" + property + "=" + value));
    command.add("-XX:+ExitOnOutOfMemoryError");
    // Else each machine wakes 20 times a second to sample itself for jstat.
    command.add("-XX:PerfDataSamplingInterval=1000");
    command.add("-Dfile.encoding=UTF-8");
    // See Hongbao.main: whoever starts the show again may have another locale.
    command.add("-Duser.language=en");
    command.add("-Duser.country=US");
    command.add("-Djava.net.preferIPv4Stack=true");
    command.addAll(ClassArchives.options(name, mainClass));
    command.addAll(options);
    command.addAll(overrides);
    command.add(mainClass);
    command.addAll(arguments);
    return List.copyOf(command);
  }

  /** What {@link #build} takes for granted in the environment. */
  public static Map<String, String> environment() {
    return Map.of("CLASSPATH", System.getProperty("java.class.path"));
  }
}
