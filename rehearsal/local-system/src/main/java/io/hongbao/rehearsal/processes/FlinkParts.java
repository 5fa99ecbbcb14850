package io.hongbao.rehearsal.processes;

import static io.hongbao.rehearsal.parts.Ports.LOOPBACK;

import io.hongbao.files.AtomicFiles;
import io.hongbao.rehearsal.parts.CommonSettings;
import io.hongbao.rehearsal.parts.FileTrees;
import io.hongbao.rehearsal.parts.FlinkSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Flink as processes: a JobManager as a session cluster and TaskManagers, with our jars on the
 * class path of each, so that no jar has to be sent.
 *
 * <p>Every TaskManager has slots for all jobs. So with two or more, the slots of any one are spare:
 * when one is killed its tasks move to another within seconds, while it is started again. With one
 * there is nothing spare and its start is waited for. A JobManager has no spare: a second one would
 * need ZooKeeper to agree on who leads, and a JVM's start is short enough.
 */
final class FlinkParts {

  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";

  private final ProcessSettings all;
  private final FlinkSettings settings;
  private final int rpcPort;
  private final RestJobManagerClient rest;

  FlinkParts(ProcessSettings all, int rpcPort, RestJobManagerClient rest) {
    this.all = all;
    this.settings = all.flink();
    this.rpcPort = rpcPort;
    this.rest = rest;
  }

  /** Writes config.yaml and returns the JobManager and the TaskManagers. */
  List<PartSpec> parts() {
    try {
      AtomicFiles.replace(
          configurationDirectory().resolve("config.yaml"),
          FlinkConfiguration.yaml(settings, rpcPort));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare flink", e);
    }
    List<PartSpec> parts = new ArrayList<>();
    parts.add(jobManager());
    IntStream.rangeClosed(1, settings.taskManagers())
        .mapToObj(number -> taskManager("taskmanager-" + number))
        .forEach(parts::add);
    return parts;
  }

  private PartSpec jobManager() {
    String name = "jobmanager-1";
    Path working = settings.workingDirectory().resolve(name);
    return new PartSpec(
        name,
        "http://" + LOOPBACK + ":" + settings.restPort(),
        () -> {
          FileTrees.empty(working);
          return all.java(name, JOB_MANAGER)
              .options("-Xms96m", "-Xmx" + CommonSettings.flink("jobmanager.memory.heap.size"))
              .options(CommonSettings.flink("env.java.opts.jobmanager").split(" "))
              .options("-Djava.io.tmpdir=" + working)
              // Where the dashboard looks for the log.
              .options("-Dlog.file=" + all.logs().resolve(name + ".log"))
              .arguments("-c", configurationDirectory().toString())
              .arguments("-D", "io.tmp.dirs=" + working, "-D", "web.tmpdir=" + working)
              .arguments("-D", "blob.storage.directory=" + working)
              .build();
        },
        JavaCommand.environment(),
        rest::answers,
        StopOrder.FLINK);
  }

  private PartSpec taskManager(String name) {
    var process =
        new TaskManagerProcess(
            name, all, configurationDirectory(), settings.workingDirectory().resolve(name), rest);
    return new PartSpec(
        name,
        settings.slotsPerTaskManager() + " slots",
        process,
        JavaCommand.environment(),
        process,
        StopOrder.FLINK);
  }

  private Path configurationDirectory() {
    return settings.directory().resolve("conf");
  }
}
