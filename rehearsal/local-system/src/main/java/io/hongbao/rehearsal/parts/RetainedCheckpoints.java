package io.hongbao.rehearsal.parts;

import io.hongbao.files.SmallFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one job left behind, as {@code JOB-ID/chk-N}: each run has its own job id and goes on with
 * the numbers of the run that it resumed from, so the highest number is the newest.
 */
final class RetainedCheckpoints {

  /**
   * Flink renames this file into place when a checkpoint is complete, so it is never half there.
   */
  private static final String METADATA = "_metadata";

  private static final String LOCATION = "location";

  private static final String CHECKPOINT_PREFIX = "chk-";

  private static final Logger LOG = LoggerFactory.getLogger(RetainedCheckpoints.class);

  private final Path jobDirectory;

  RetainedCheckpoints(Path jobDirectory) {
    this.jobDirectory = jobDirectory;
  }

  /**
   * Finds the checkpoint to resume from and removes what it does not need. A job that gets none
   * reads the log from its beginning, which decides the same.
   */
  Optional<Path> takeNewest() {
    try {
      Files.createDirectories(jobDirectory);
      forgetIfMoved();
      Optional<Path> newest = newest();
      removeUnusedBy(newest);
      return newest;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the checkpoints in " + jobDirectory, e);
    }
  }

  private Optional<Path> newest() throws IOException {
    try (Stream<Path> found = Files.find(jobDirectory, 2, (path, kind) -> isComplete(path))) {
      return found.max(
          Comparator.comparingLong(RetainedCheckpoints::number)
              .thenComparing(RetainedCheckpoints::completedAtMillis));
    }
  }

  /** Checkpoints name their files by absolute paths: in another place they are of no use. */
  private void forgetIfMoved() throws IOException {
    Path location = jobDirectory.resolve(LOCATION);
    String here = jobDirectory.toString();
    if (Files.exists(location) && !Files.readString(location).equals(here)) {
      LOG.warn("{} was moved: its checkpoints are dropped and the log is read again", here);
      removeUnusedBy(Optional.empty());
    }
    SmallFiles.replace(location, here);
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
    for (Path run : children(jobDirectory)) {
      if (Files.isDirectory(run) && !used.contains(run.getFileName().toString())) {
        FileTrees.delete(run);
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

  private static long completedAtMillis(Path checkpoint) {
    try {
      return Files.getLastModifiedTime(checkpoint.resolve(METADATA)).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
