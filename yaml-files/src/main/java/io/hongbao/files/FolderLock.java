package io.hongbao.files;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * One command at a time in a folder. Its file {@code lock} says which, for whoever comes second;
 * the lock itself ends with the process that holds it, however that ends, and the file stays.
 */
public final class FolderLock implements AutoCloseable {

  /** The name of the file. */
  public static final String FILE = "lock";

  /** How much of the file is read and written: a command line may be long. */
  private static final int MAX_HOLDER_CHARS = 300;

  private static final String MAIN = "io.hongbao.rehearsal.cli.Hongbao";

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the folder, which is made if it is missing. To be done before anything in it is touched.
   *
   * @param option that names the folder, for people: {@code --data}
   * @throws OperationFailedException if somebody else has it, saying who, or if it cannot be
   *     written
   */
  public static FolderLock take(Path folder, String option) {
    Path file = folder.resolve(FILE);
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isOurs(channel)) {
        channel.close();
        throw new OperationFailedException(
            String.format(
                Locale.ROOT,
                "the folder %s is in use by %s: wait for its end or stop it, or name another with %s",
                folder,
                holder(file),
                option));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((thisProcess() + "\n").getBytes(StandardCharsets.UTF_8)));
      return new FolderLock(folder, channel);
    } catch (IOException e) {
      throw new OperationFailedException(
          String.format(
              Locale.ROOT,
              "the folder %s cannot be written (%s): see to that, or name another with %s",
              folder,
              FileErrorFormatter.of(e),
              option),
          e);
    }
  }

  /** Whether a folder was taken ever; if not, nobody has it now. */
  public static boolean isMarked(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  public Path folder() {
    return folder;
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
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldInThisJvm) {
      return false;
    }
  }

  /** Reads the first line of a file that may hold anything. */
  private static String holder(Path file) {
    try (var in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(4 * MAX_HOLDER_CHARS), StandardCharsets.UTF_8);
      String line = text.lines().findFirst().orElse("").strip();
      return line.isEmpty() ? "another command" : line;
    } catch (IOException e) {
      return "another command";
    }
  }

  private static String thisProcess() {
    String command =
        System.getProperty("sun.java.command", "java").replaceAll("\\p{Cntrl}", " ").strip();
    if (command.startsWith(MAIN)) {
      command = "./hongbao" + command.substring(MAIN.length());
    }
    if (command.length() > MAX_HOLDER_CHARS) {
      command = command.substring(0, MAX_HOLDER_CHARS) + "…";
    }
    return String.format(
        Locale.ROOT,
        "%s (process %d, since %s)",
        command,
        ProcessHandle.current().pid(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }
}
