package io.hongbao.files;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is written for people, where they want it:
 *
 * <ul>
 *   <li>{@code -} and {@code /dev/stdout} are standard output;
 *   <li>a device, a pipe or an open file of {@code /dev/fd} is written to;
 *   <li>a link is followed, also one to a file that is not there yet;
 *   <li>any other file appears under its name when it is whole, and until then grows beside it; one
 *       that is there stays until then, and its owner and permissions stay for good.
 * </ul>
 *
 * <p>Not thread-safe.
 */
public final class OutputFile implements AutoCloseable {

  /** As the kernel has it. */
  private static final int MAX_LINKS = 40;

  /** Names of the files that this process was started with. */
  private static final Pattern OPEN_FILE = Pattern.compile("/(?:dev|proc/self)/fd/(\\d{1,9})");

  private static final AtomicInteger NEXT_NUMBER = new AtomicInteger();

  private final Growing growing;
  private final OutputStream stream;
  private boolean finished;

  private OutputFile(Growing growing, OutputStream stream) {
    this.growing = growing;
    this.stream = stream;
  }

  /**
   * Begins a file. Folders that are missing are made. The opening of a pipe waits for its reader.
   *
   * @throws IOException naming the file and why it cannot be written; a folder is none
   */
  public static OutputFile create(Path named) throws IOException {
    Optional<OutputStream> open = openAlready(named);
    if (open.isPresent()) {
      return new OutputFile(null, open.get());
    }
    Growing growing = Growing.towards(target(named));
    try {
      return new OutputFile(growing, Files.newOutputStream(growing.file));
    } catch (IOException e) {
      growing.discard();
      throw e;
    }
  }

  /** Writes a whole file. */
  public static void write(Path named, String text) throws IOException {
    try (OutputFile file = create(named)) {
      file.stream().write(text.getBytes(StandardCharsets.UTF_8));
      file.finish();
    }
  }

  /** Opens a file to add to what it holds: it is never whole, and what is written is in it. */
  public static OutputStream append(Path named) throws IOException {
    Optional<OutputStream> open = openAlready(named);
    if (open.isPresent()) {
      return open.get();
    }
    Path target = target(named);
    Files.createDirectories(target.getParent());
    return Files.newOutputStream(target, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Whether {@link #append} would add to what a file holds; false of what is open already. */
  public static boolean holdsSomething(Path named) throws IOException {
    return openFileNumber(named) < 0 && Files.isRegularFile(named) && Files.size(named) > 0;
  }

  /** Whether what is written there goes to standard output. */
  public static boolean isStandardOutput(Path named) throws IOException {
    return openFileNumber(named) == 1;
  }

  /**
   * Says now what {@link #create} would say when much work is done. Leaves nothing but the folders
   * that were missing.
   *
   * @throws IOException naming the file and why it cannot be written
   */
  public static void requireWritable(Path named) throws IOException {
    if (openFileNumber(named) < 0 && !isDevice(named)) {
      Growing.towards(target(named)).discard();
    }
  }

  /**
   * The file that a name leads to, which may be missing.
   *
   * @throws IOException if it is a folder, or links lead in a circle
   */
  public static Path target(Path named) throws IOException {
    Path target = named.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(named.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    if (Files.isDirectory(target)) {
      throw new FileSystemException(named.toString(), null, "is a folder, expected a file");
    }
    return target;
  }

  public OutputStream stream() {
    return stream;
  }

  /** Says that all is written: the file stands under its name when this returns. */
  public void finish() throws IOException {
    stream.close();
    if (growing != null) {
      growing.arrive();
    }
    finished = true;
  }

  /** Leaves nothing behind of a file that was not finished. */
  @Override
  public void close() throws IOException {
    if (finished) {
      return;
    }
    try {
      stream.close();
    } finally {
      if (growing != null) {
        growing.discard();
      }
    }
  }

  /** What is written as it comes: nobody takes a pipe for whole while its writer lives. */
  private static Optional<OutputStream> openAlready(Path named) throws IOException {
    int number = openFileNumber(named);
    if (number == 1) {
      return Optional.of(new FileOutputStream(FileDescriptor.out));
    }
    if (number == 2) {
      return Optional.of(new FileOutputStream(FileDescriptor.err));
    }
    if (number >= 0) {
      return Optional.of(
          Files.isRegularFile(named)
              ? Files.newOutputStream(named, StandardOpenOption.APPEND)
              : Files.newOutputStream(named, StandardOpenOption.WRITE));
    }
    return isDevice(named)
        ? Optional.of(Files.newOutputStream(named, StandardOpenOption.WRITE))
        : Optional.empty();
  }

  /** The number of an open file of this process, or -1. */
  private static int openFileNumber(Path named) throws IOException {
    if (named.toString().equals("-")) {
      return 1;
    }
    Path target = named.toAbsolutePath().normalize();
    for (int links = 0; links <= MAX_LINKS; links++) {
      Matcher open = OPEN_FILE.matcher(target.toString());
      if (open.matches()) {
        return Integer.parseInt(open.group(1));
      }
      if (!Files.isSymbolicLink(target)) {
        return -1;
      }
      target = target.resolveSibling(Files.readSymbolicLink(target)).normalize();
    }
    return -1;
  }

  private static boolean isDevice(Path named) throws IOException {
    try {
      return Files.readAttributes(named, BasicFileAttributes.class).isOther();
    } catch (NoSuchFileException willBeMade) {
      return false;
    }
  }

  /** Where a file grows until it is whole. */
  private static final class Growing {

    private final Path file;
    private final Path target;

    /** Whether it cannot take the place of the file that is there, and only its content can. */
    private final boolean isCopied;

    private final Thread discarding = new Thread(this::discardQuietly, "discards-unfinished-file");

    private Growing(Path file, Path target, boolean isCopied) {
      this.file = file;
      this.target = target;
      this.isCopied = isCopied;
      Runtime.getRuntime().addShutdownHook(discarding);
    }

    static Growing towards(Path target) throws IOException {
      if (!Files.exists(target)) {
        return new Growing(fileForNew(target), target, false);
      }
      if (!Files.isWritable(target)) {
        throw new AccessDeniedException(target.toString());
      }
      Optional<Path> alike = hasOtherNames(target) ? Optional.empty() : fileAlike(target);
      return alike.isPresent()
          ? new Growing(alike.get(), target, false)
          : new Growing(Files.createTempFile("hongbao", ".part"), target, true);
    }

    /** A file with several hard links would keep its content under all names but this one. */
    private static boolean hasOtherNames(Path target) throws IOException {
      return target.getFileSystem().supportedFileAttributeViews().contains("unix")
          && ((Number) Files.getAttribute(target, "unix:nlink")).intValue() > 1;
    }

    /** Says of the file that is wanted what is wrong with the one that grows. */
    private static Path fileForNew(Path target) throws IOException {
      Files.createDirectories(target.getParent());
      try {
        return fileIn(target.getParent());
      } catch (AccessDeniedException e) {
        throw new AccessDeniedException(target.getParent().toString());
      } catch (FileSystemException e) {
        throw new FileSystemException(target.toString(), null, e.getReason());
      }
    }

    /** None where no file of the same owner and permissions can stand beside it. */
    private static Optional<Path> fileAlike(Path target) throws IOException {
      Path file;
      try {
        file = fileIn(target.getParent());
      } catch (IOException folderMayNotBeWritten) {
        return Optional.empty();
      }
      try {
        var as = Files.readAttributes(target, PosixFileAttributes.class);
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributes is = view.readAttributes();
        if (!is.owner().equals(as.owner())) {
          view.setOwner(as.owner());
        }
        if (!is.group().equals(as.group())) {
          view.setGroup(as.group());
        }
        view.setPermissions(as.permissions());
        return Optional.of(file);
      } catch (IOException belongsToAnother) {
        Files.delete(file);
        return Optional.empty();
      }
    }

    /** A new one with the permissions that every new file gets, and a name that no other has. */
    private static Path fileIn(Path folder) throws IOException {
      Path file =
          folder.resolve(
              String.format(
                  Locale.ROOT,
                  ".hongbao-%d-%d.part",
                  ProcessHandle.current().pid(),
                  NEXT_NUMBER.incrementAndGet()));
      Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
      return file;
    }

    void arrive() throws IOException {
      if (isCopied || !isMoved()) {
        try (OutputStream out =
            Files.newOutputStream(target, StandardOpenOption.TRUNCATE_EXISTING)) {
          Files.copy(file, out);
        }
        discard();
      } else {
        forget();
      }
    }

    /** A file that is mounted by itself cannot be replaced, only written. */
    private boolean isMoved() throws IOException {
      try {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
      } catch (FileSystemException e) {
        if (!Files.isRegularFile(target)) {
          throw e;
        }
        return false;
      }
    }

    void discard() throws IOException {
      Files.deleteIfExists(file);
      forget();
    }

    private void forget() {
      try {
        Runtime.getRuntime().removeShutdownHook(discarding);
      } catch (IllegalStateException endsAnyway) {
        // The hook runs, and finds no file.
        return;
      }
    }

    private void discardQuietly() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException stays) {
        System.err.println("hongbao: " + file + " is left behind and may be deleted");
      }
    }
  }
}
