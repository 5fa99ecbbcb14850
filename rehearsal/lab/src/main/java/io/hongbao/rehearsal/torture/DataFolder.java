package io.hongbao.rehearsal.torture;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;

/** The folder that a torture leaves behind. */
public final class DataFolder {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private DataFolder() {}

  /** The folder of a torture that begins then and was given none: one that is not there yet. */
  public static Path named(Path parent, Instant begin) {
    String name = NAME.format(begin);
    try {
      Files.createDirectories(parent);
      for (int others = 1; ; others++) {
        try {
          return Files.createDirectory(parent.resolve(others == 1 ? name : name + "-" + others));
        } catch (FileAlreadyExistsException ofTheSameSecond) {
          // the next name
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder in " + parent.toAbsolutePath(), e);
    }
  }

  /**
   * Takes a folder without anything in it: a torture is about one history from its beginning.
   *
   * @throws IllegalArgumentException naming it, if it is not empty, which then stays as it is
   * @throws OperationFailedException if another command has it
   */
  public static FolderLock take(Path folder) {
    if (!FolderLock.isMarked(folder)) {
      requireFresh(folder);
    }
    FolderLock lock = FolderLock.take(folder, "--data");
    try {
      requireFresh(folder);
      return lock;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void requireFresh(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("--data is " + folder + ", which is no folder");
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.anyMatch(file -> !file.endsWith(FolderLock.FILE))) {
        throw new IllegalArgumentException(
            "--data is " + folder + ", which is not empty: name a fresh folder, or remove it");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  /** The folder's name and size. Files that come and go meanwhile count as they are found. */
  static String sizeText(Path folder) {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += sizeOf(file);
      }
    } catch (IOException | UncheckedIOException e) {
      return folder + " (its size cannot be read: " + e.getMessage() + ")";
    }
    return String.format(Locale.ROOT, "%s (%,d MB)", folder, bytes / 1_000_000);
  }

  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (NoSuchFileException goneMeanwhile) {
      return 0;
    }
  }
}
