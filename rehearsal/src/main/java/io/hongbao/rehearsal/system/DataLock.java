package io.hongbao.rehearsal.system;

import io.hongbao.rehearsal.parts.FileReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** One system at a time on a data directory; the lock ends with the process that holds it. */
final class DataLock implements AutoCloseable {

  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the folder, which is made if it is missing.
   *
   * @throws IllegalStateException if another system has it, or it cannot be written
   */
  static DataLock take(DataDirectory data) {
    try {
      Files.createDirectories(data.root());
      FileChannel channel =
          FileChannel.open(data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isOurs(channel)) {
        channel.close();
        throw new IllegalStateException(
            "the folder "
                + data.root()
                + " is in use by another system: stop it, or name another with --data");
      }
      return new DataLock(channel);
    } catch (IOException e) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the folder %s cannot be written (%s): see to that, or name another with --data",
              data.root(),
              FileReason.of(e)),
          e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOurs(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldInThisJvm) {
      return false;
    }
  }
}
