package io.hongbao.rehearsal.processes;

import io.hongbao.rehearsal.parts.CommonSettings;
import io.hongbao.rehearsal.parts.FileTrees;
import io.hongbao.rehearsal.processes.PartSpec.Launch;
import io.hongbao.rehearsal.processes.PartSpec.Readiness;
import java.nio.file.Path;
import java.util.List;

/**
 * A TaskManager calls itself taskmanager-1.1, after its first death taskmanager-1.2 and so on:
 * under one name the JobManager could not tell the living from the dead.
 */
final class TaskManagerProcess implements Launch, Readiness {

  private static final String MAIN = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  private static final int HEAP_MEBIBYTES =
      mebibytes("framework.heap.size") + mebibytes("task.heap.size");

  private static final int DIRECT_MEBIBYTES =
      mebibytes("framework.off-heap.size")
          + mebibytes("task.off-heap.size")
          + mebibytes("network.max");

  private final String name;
  private final ProcessSettings all;
  private final Path configuration;
  private final Path working;
  private final RestJobManagerClient rest;

  /** Written and read by the thread that keeps this part. */
  private int starts;

  TaskManagerProcess(
      String name,
      ProcessSettings all,
      Path configuration,
      Path working,
      RestJobManagerClient rest) {
    this.name = name;
    this.all = all;
    this.configuration = configuration;
    this.working = working;
    this.rest = rest;
  }

  @Override
  public List<String> prepare() {
    starts++;
    FileTrees.empty(working);
    return all.java(name, MAIN)
        .options("-Xms" + HEAP_MEBIBYTES / 2 + "m", "-Xmx" + HEAP_MEBIBYTES + "m")
        .options(CommonSettings.flink("env.java.opts.taskmanager").split(" "))
        .options("-XX:MaxDirectMemorySize=" + DIRECT_MEBIBYTES + "m")
        .options("-XX:MaxMetaspaceSize=" + mebibytes("jvm-metaspace.size") + "m")
        .options("-Djava.io.tmpdir=" + working)
        .arguments("-c", configuration.toString())
        .arguments("-D", "taskmanager.resource-id=" + resourceId())
        .arguments("-D", "io.tmp.dirs=" + working)
        // Where the dashboard looks for the log. By the property log.file, as by a log folder of
        // RocksDB's own, its logs would move there, under names made of their whole former paths:
        // too long for a file in any but a short data folder.
        .arguments("-D", "taskmanager.log.path=" + all.logs().resolve(name + ".log"))
        .build();
  }

  @Override
  public boolean isReady() {
    return rest.taskManagers().contains(resourceId());
  }

  private static int mebibytes(String name) {
    return CommonSettings.flinkMebibytes("taskmanager.memory." + name);
  }

  private String resourceId() {
    return name + "." + starts;
  }
}
