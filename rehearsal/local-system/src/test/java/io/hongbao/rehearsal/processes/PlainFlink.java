package io.hongbao.rehearsal.processes;

import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.files.SmallFiles;
import io.hongbao.rehearsal.parts.ChildProcess;
import io.hongbao.rehearsal.parts.CommonSettings;
import io.hongbao.rehearsal.parts.FlinkSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Flink as a stranger would run it: processes that have the jars of Flink and of nobody else, and
 * that learn of a job only when one is handed over.
 */
final class PlainFlink implements AutoCloseable {

  private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

  /** What lies in the folder {@code lib} of a Flink distribution, there within one large jar. */
  private static final Pattern OF_FLINK =
      Pattern.compile(
          String.join(
              "|",
              "flink-(?!connector-kafka|jobs|test).*",
              "frocksdbjni-.*",
              "(kryo|reflectasm|objenesis|minlog|javassist|snakeyaml-engine|jsr305)-.*",
              "commons-(cli|collections|compress|io|lang3|math3|text)-.*",
              "(snappy-java|lz4-java|async-profiler)-.*",
              "slf4j-api-.*",
              "log4j-(api|core|slf4j-impl)-.*"));

  private final FlinkSettings settings;
  private final Path directory;
  private final List<ChildProcess> running = new ArrayList<>();

  /**
   * @param directory gets configuration, logs and checkpoints
   */
  PlainFlink(Path directory) {
    this.directory = directory;
    this.settings =
        new FlinkSettings(directory, FreePorts.next(), 1, 1, 64, Duration.ofMillis(500));
  }

  /** The jars on the class path of every process here. */
  static List<Path> jars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(it -> OF_FLINK.matcher(it.getFileName().toString()).matches())
        .toList();
  }

  /** Starts a JobManager and a TaskManager, and waits for neither. */
  PlainFlink start() throws IOException {
    SmallFiles.replace(
        directory.resolve("config.yaml"),
        FlinkConfiguration.yaml(settings, FreePorts.next())
            + "execution.checkpointing.dir: "
            + settings.checkpointDirectory("draw").toUri()
            + "\n");
    String working = directory.resolve("working").toString();
    java(
        "jobmanager",
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        List.of("-c", directory.toString(), "-D", "io.tmp.dirs=" + working));
    java(
        "taskmanager",
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        List.of("-c", directory.toString(), "-D", "io.tmp.dirs=" + working));
    return this;
  }

  /** The command {@code flink} with these arguments; its output is in {@link #log}. */
  ChildProcess command(String... arguments) {
    return java("command", "org.apache.flink.client.cli.CliFrontend", List.of(arguments));
  }

  Path log(String name) {
    return directory.resolve(name + ".log");
  }

  FlinkRest rest() {
    return FlinkRest.of(settings);
  }

  @Override
  public void close() {
    running.forEach(process -> process.end(ENDS_WITHIN));
  }

  private ChildProcess java(String name, String main, List<String> arguments) {
    List<String> command =
        Stream.of(
                Stream.of(ProcessHandle.current().info().command().orElseThrow()),
                Stream.of(CommonSettings.flink("env.java.opts.all").split(" ")),
                Stream.of("-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                Stream.of("-Dlog4j2.level=WARN", main),
                arguments.stream())
            .flatMap(it -> it)
            .toList();
    ChildProcess process =
        ChildProcess.start(
            command,
            Map.of(
                "CLASSPATH",
                jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                "FLINK_CONF_DIR",
                directory.toString()),
            directory.resolve(name + ".pid"),
            log(name));
    running.add(process);
    return process;
  }
}
