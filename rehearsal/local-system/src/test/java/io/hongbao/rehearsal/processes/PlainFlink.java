package io.hongbao.rehearsal.processes;

import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.files.AtomicFiles;
import io.hongbao.rehearsal.parts.ChildProcess;
import io.hongbao.rehearsal.parts.CommonSettings;
import io.hongbao.rehearsal.parts.FlinkSettings;
import io.hongbao.rehearsal.parts.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Flink as processes that nobody keeps running: a JobManager and a TaskManager. Either they have
 * the jars of Flink and of nobody else, and learn of a job only when one is handed over; or the
 * JobManager holds a job itself, as in a container.
 */
final class PlainFlink implements AutoCloseable {

  private static final Duration END_TIMEOUT = Duration.ofSeconds(5);

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
  private final String classPath;
  private final List<ChildProcess> running = new ArrayList<>();

  /**
   * @param directory gets configuration, logs and checkpoints
   */
  PlainFlink(Path directory) {
    this(
        directory,
        jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
  }

  /**
   * @param classPath of every process, with Flink's jars
   */
  PlainFlink(Path directory, String classPath) {
    this.directory = directory;
    this.classPath = classPath;
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

  /** Starts a JobManager without a job and a TaskManager, and waits for neither. */
  PlainFlink start() throws IOException {
    configure("execution.checkpointing.dir: " + settings.checkpointDirectory("draw").toUri());
    java(
        "jobmanager",
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        places(),
        Map.of());
    startTaskManager();
    return this;
  }

  /** Starts a TaskManager, which waits for a JobManager. */
  PlainFlink startTaskManager() throws IOException {
    if (!Files.exists(directory.resolve("config.yaml"))) {
      configure("");
    }
    java(
        "taskmanager",
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
        places(),
        Map.of());
    return this;
  }

  /**
   * Starts a JobManager that holds a job itself, as {@code standalone-job.sh} does, and does not
   * wait for it.
   *
   * @param program has the {@code main} that executes the job
   */
  void startJobManager(Class<?> program, Map<String, String> environment, List<String> arguments) {
    List<String> all = new ArrayList<>(places());
    all.addAll(List.of("--job-classname", program.getName()));
    all.addAll(arguments);
    java(
        "jobmanager",
        "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint",
        all,
        environment);
  }

  /** Ends the JobManager with SIGKILL and returns when it is gone. */
  void killJobManager() throws IOException {
    long pid = Long.parseLong(Files.readString(directory.resolve("jobmanager.pid")).strip());
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  /** The command {@code flink} with these arguments; its output is in {@link #log}. */
  ChildProcess command(String... arguments) {
    return java("command", "org.apache.flink.client.cli.CliFrontend", List.of(arguments), Map.of());
  }

  Path log(String name) {
    return directory.resolve(name + ".log");
  }

  /** Of the dashboard and the REST interface. */
  String url() {
    return "http://" + Ports.LOOPBACK + ":" + settings.restPort();
  }

  RestJobManagerClient rest() {
    return RestJobManagerClient.of(settings);
  }

  @Override
  public void close() {
    running.forEach(process -> process.end(END_TIMEOUT));
  }

  private void configure(String line) throws IOException {
    AtomicFiles.replace(
        directory.resolve("config.yaml"),
        FlinkConfiguration.yaml(settings, FreePorts.next()) + line + "\n");
  }

  private List<String> places() {
    return List.of("-c", directory.toString(), "-D", "io.tmp.dirs=" + directory.resolve("working"));
  }

  private ChildProcess java(
      String name, String main, List<String> arguments, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("CLASSPATH", classPath);
    all.put("FLINK_CONF_DIR", directory.toString());
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
        ChildProcess.start(command, all, directory.resolve(name + ".pid"), log(name));
    running.add(process);
    return process;
  }
}
