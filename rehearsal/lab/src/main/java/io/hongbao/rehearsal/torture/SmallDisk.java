package io.hongbao.rehearsal.torture;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.rehearsal.parts.FileTrees;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A small file system in memory, mounted on a folder, that can be filled to its last byte. It needs
 * the right to mount, which root has, in most containers too.
 */
final class SmallDisk implements AutoCloseable {

  private static final String FILLER = "filler";
  private static final byte[] BLOCK = new byte[4_096];

  private final Path folder;

  /** For a Ctrl-C: the processes that use it end a moment later. */
  private final Thread leaveNothing;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.leaveNothing = new Thread(() -> detach(folder), "detaches-small-disk");
    Runtime.getRuntime().addShutdownHook(leaveNothing);
  }

  /**
   * Mounts one on an empty folder.
   *
   * @throws OperationFailedException with what mount says, if it may not
   */
  static SmallDisk mount(Path folder, int mebibytes) throws InterruptedException {
    try {
      Files.createDirectories(folder);
      run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
      return new SmallDisk(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot mount a small disk", e);
    }
  }

  /** Leaves no room for anybody. */
  void fill() {
    try (OutputStream out = Files.newOutputStream(folder.resolve(FILLER))) {
      while (true) {
        out.write(BLOCK);
      }
    } catch (IOException full) {
      // As was wanted. That it is for want of room is seen by the room that is left.
      requireFull(full);
    }
  }

  /** Gives the room back. */
  void free() {
    try {
      Files.deleteIfExists(folder.resolve(FILLER));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot free " + folder, e);
    }
  }

  /** Unmounts it; what it held is in the folder below then. Who uses it must have ended. */
  @Override
  public void close() {
    try {
      free();
      Path copy = folder.resolveSibling(folder.getFileName() + ".copy");
      copy(folder, copy);
      run("umount", folder.toString());
      Runtime.getRuntime().removeShutdownHook(leaveNothing);
      FileTrees.delete(folder);
      Files.move(copy, folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unmount " + folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireFull(IOException cause) {
    try {
      if (Files.getFileStore(folder).getUsableSpace() >= BLOCK.length) {
        throw new UncheckedIOException("cannot fill " + folder, cause);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot ask " + folder + " for its room", e);
    }
  }

  private static void detach(Path folder) {
    try {
      run("umount", "-l", folder.toString());
    } catch (IOException | OperationFailedException e) {
      System.err.println("hongbao: " + folder + " stays mounted: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes kind)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(each)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes kind) throws IOException {
            Files.copy(each, to.resolve(from.relativize(each)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new OperationFailedException(String.join(" ", command) + " is refused: " + said);
    }
  }
}
