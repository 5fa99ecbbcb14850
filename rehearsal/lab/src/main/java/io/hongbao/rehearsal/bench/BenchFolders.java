package io.hongbao.rehearsal.bench;

import io.hongbao.files.FolderLock;
import io.hongbao.ops.system.DataDirectory;
import io.hongbao.rehearsal.parts.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for the data of servers, each of one benchmark and gone with it. */
final class BenchFolders {

  private BenchFolders() {}

  /** An empty one, whatever a former run left there. */
  static DataDirectory fresh(Path folder, String name) {
    Path fresh = folder.resolve(name);
    // Whatever runs there keeps what is its own.
    try (FolderLock lock = FolderLock.take(fresh, "--data")) {
      delete(lock.folder());
    }
    try {
      return new DataDirectory(Files.createDirectories(fresh));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + fresh, e);
    }
  }

  static void delete(DataDirectory data) {
    delete(data.root());
  }

  private static void delete(Path folder) {
    try {
      FileTrees.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + folder, e);
    }
  }
}
