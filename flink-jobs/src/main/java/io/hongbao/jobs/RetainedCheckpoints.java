package io.hongbao.jobs;

import io.hongbao.files.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints that the runs of one job left behind, as {@code JOB-ID/chk-N}. Each run has its
 * own job id and goes on with the numbers of the run that it resumed from, so the highest number is
 * the newest. File times say nothing: a copy or a restored backup has new ones.
 */
public final class RetainedCheckpoints {

  /**
   * Flink renames this file into place when a checkpoint is complete, so it is never half there.
   */
  private static final String METADATA = "_metadata";

  private static final String LOCATION = "location";

  private static final String CHECKPOINT_PREFIX = "chk-";

  private static final Logger LOG = LoggerFactory.getLogger(RetainedCheckpoints.class);

  private final Path folder;

  /**
   * @param folder of this job alone, which the JobManager and all task managers see under this
   *     path; it is made if it is missing
   */
  public RetainedCheckpoints(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Makes the job of an environment keep its checkpoints in this folder and go on from the newest
   * one there. What is not needed for that is removed, so no other run of the job may be alive. A
   * job that finds none reads the log from its beginning, which decides the same.
   *
   * @throws IllegalStateException if the environment names a savepoint to start from: its number
   *     need not be the highest, so the next restart might not find what followed it
   */
  public void resume(StreamExecutionEnvironment environment) {
    environment
        .getConfiguration()
        .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
        .ifPresent(this::refuseSavepoint);
    Optional<Path> newest = takeNewest();
    var configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, flinkPath(folder));
    newest.ifPresent(
        checkpoint ->
            SavepointRestoreSettings.toConfiguration(
                SavepointRestoreSettings.forPath(
                    flinkPath(checkpoint), false, RecoveryClaimMode.CLAIM),
                configuration));
    environment.configure(configuration);
    LOG.info(
        "the job with checkpoints in {} starts from {}",
        folder,
        newest.map(Path::toString).orElse("the beginning of the log"));
  }

  private void refuseSavepoint(String savepoint) {
    throw new IllegalStateException(
        String.format(
            Locale.ROOT,
            "the job was told to start from %s and also from the newest checkpoint in %s: expected"
                + " one of the two; leave out the savepoint, or the folder of checkpoints",
            savepoint,
            folder));
  }

  /** Finds the checkpoint to resume from and removes what it does not need. */
  Optional<Path> takeNewest() {
    try {
      Files.createDirectories(folder);
      forgetIfMoved();
      Optional<Path> newest = newest();
      removeUnusedBy(newest);
      return newest;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the checkpoints in " + folder, e);
    }
  }

  private Optional<Path> newest() throws IOException {
    try (Stream<Path> found = Files.find(folder, 2, (path, kind) -> isComplete(path))) {
      return found.max(
          Comparator.comparingLong(RetainedCheckpoints::number)
              .thenComparing(Comparator.naturalOrder()));
    }
  }

  /** Checkpoints name their files by absolute paths: in another place they are of no use. */
  private void forgetIfMoved() throws IOException {
    Path location = folder.resolve(LOCATION);
    String here = folder.toString();
    if (Files.exists(location) && !Files.readString(location).equals(here)) {
      LOG.warn("{} was moved: its checkpoints are dropped and the log is read again", here);
      removeUnusedBy(Optional.empty());
    }
    AtomicFiles.replace(location, here);
  }

  /**
   * A checkpoint may share files with those of earlier runs, whose job ids then stand in its
   * metadata; runs that it does not mention left nothing but waste.
   */
  private void removeUnusedBy(Optional<Path> checkpoint) throws IOException {
    String used = "";
    if (checkpoint.isPresent()) {
      byte[] metadata = Files.readAllBytes(checkpoint.get().resolve(METADATA));
      used = checkpoint.get() + new String(metadata, StandardCharsets.ISO_8859_1);
    }
    for (Path run : children(folder)) {
      if (Files.isDirectory(run) && !used.contains(run.getFileName().toString())) {
        FileUtils.deleteDirectory(run.toFile());
      }
    }
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    }
  }

  private static boolean isComplete(Path path) {
    return path.getFileName().toString().matches(CHECKPOINT_PREFIX + "\\d{1,18}")
        && Files.isRegularFile(path.resolve(METADATA));
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(
        checkpoint.getFileName().toString().substring(CHECKPOINT_PREFIX.length()));
  }

  /** A folder as Flink spells it: with a scheme like a URI, and nothing escaped unlike one. */
  private static String flinkPath(Path folder) {
    return new org.apache.flink.core.fs.Path(folder.toUri()).toString();
  }
}
