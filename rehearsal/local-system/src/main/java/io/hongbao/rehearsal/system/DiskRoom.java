package io.hongbao.rehearsal.system;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.ops.system.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;

/** Whether there is room on the disk for a show. */
final class DiskRoom {

  /**
   * The log of a million shakes with its copies in RocksDB and checkpoints takes about half of it;
   * Kafka and Redis stop in the middle of a show when there is none left.
   */
  static final long NEEDED_MEBIBYTES = 500;

  private static final long MEBIBYTE = 1024 * 1024;

  private DiskRoom() {}

  /**
   * @throws OperationFailedException with both figures if there is too little
   */
  static void require(DataDirectory data) {
    try {
      require(data, Files.getFileStore(data.root()).getUsableSpace() / MEBIBYTE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot see how full the disk of " + data.root() + " is", e);
    }
  }

  static void require(DataDirectory data, long freeMebibytes) {
    if (freeMebibytes < NEEDED_MEBIBYTES) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "the disk of the folder %s has %d MB free, and %d MB are needed: free some, or name a folder on another disk with --data",
              data.root(),
              freeMebibytes,
              NEEDED_MEBIBYTES));
    }
  }
}
