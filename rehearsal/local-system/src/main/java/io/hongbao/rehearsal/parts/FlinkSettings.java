package io.hongbao.rehearsal.parts;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.util.TimeUtils;

/**
 * Flink on this machine.
 *
 * @param directory checkpoints and working files
 * @param restPort dashboard and REST interface, on loopback
 * @param taskManagers how many
 * @param slotsPerTaskManager each job takes as many slots as its parallelism, of all task managers
 * @param managedMemoryMebibytes of each task manager, for RocksDB, shared evenly by its slots
 * @param checkpointInterval how much log a job reads again after a crash
 */
public record FlinkSettings(
    Path directory,
    int restPort,
    int taskManagers,
    int slotsPerTaskManager,
    int managedMemoryMebibytes,
    Duration checkpointInterval) {

  /** RocksDB cannot work in less than this a slot. */
  private static final int MIN_MANAGED_MEBIBYTES_PER_SLOT = 16;

  public FlinkSettings {
    Ports.requireValid("restPort", restPort);
    if (taskManagers < 1) {
      throw new IllegalArgumentException(
          "taskManagers is " + taskManagers + ", expected at least 1");
    }
    if (slotsPerTaskManager < 1) {
      throw new IllegalArgumentException(
          "slotsPerTaskManager is " + slotsPerTaskManager + ", expected at least 1");
    }
    if (managedMemoryMebibytes < MIN_MANAGED_MEBIBYTES_PER_SLOT * slotsPerTaskManager) {
      throw new IllegalArgumentException(
          "managedMemoryMebibytes is "
              + managedMemoryMebibytes
              + ", expected at least "
              + MIN_MANAGED_MEBIBYTES_PER_SLOT
              + " a slot");
    }
    if (checkpointInterval.toMillis() < 100) {
      throw new IllegalArgumentException(
          "checkpointInterval is " + checkpointInterval + ", expected 100 ms or more");
    }
    directory = directory.toAbsolutePath().normalize();
  }

  /** With slots, memory and checkpoints as in {@link CommonSettings#flink}. */
  public static FlinkSettings standard(Path directory, int restPort, int taskManagers) {
    return new FlinkSettings(
        directory,
        restPort,
        taskManagers,
        Integer.parseInt(CommonSettings.flink("taskmanager.numberOfTaskSlots")),
        CommonSettings.flinkMebibytes("taskmanager.memory.managed.size"),
        TimeUtils.parseDuration(CommonSettings.flink("execution.checkpointing.interval")));
  }

  public Path workingDirectory() {
    return directory.resolve("working");
  }

  /** A folder of its own for each job, so that no job resumes from another's state. */
  public Path checkpointDirectory(String jobName) {
    return directory.resolve("checkpoints").resolve(jobName);
  }
}
