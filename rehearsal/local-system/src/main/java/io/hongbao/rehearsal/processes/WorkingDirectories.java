package io.hongbao.rehearsal.processes;

import io.hongbao.rehearsal.parts.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class WorkingDirectories {

  private WorkingDirectories() {}

  /** A killed process leaves files that nobody will read again. */
  static void empty(Path directory) {
    try {
      FileTrees.delete(directory);
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + directory, e);
    }
  }
}
