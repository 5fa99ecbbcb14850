package io.hongbao.ops;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Standard output that says when nothing more can be written. Java hides it from whoever prints, so
 * that a command would work on for nobody when {@code | head} has read enough.
 */
final class StandardOut extends FilterOutputStream {

  private final BooleanSupplier isPipe;

  private StandardOut(OutputStream out, BooleanSupplier isPipe) {
    super(out);
    this.isPipe = isPipe;
  }

  /** Takes the place of {@link System#out}; UTF-8. */
  static void install() {
    OutputStream out =
        new StandardOut(new FileOutputStream(FileDescriptor.out), StandardOut::isAPipe);
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  static StandardOut of(OutputStream out) {
    return new StandardOut(out, () -> false);
  }

  @Override
  public void write(int each) {
    write(new byte[] {(byte) each}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Unchecked, since a PrintWriter would keep any other to itself. */
  private RuntimeException failed(IOException e) {
    return isReaderGone(e)
        ? new ReaderGoneException(e)
        : new UncheckedIOException("standard output", e);
  }

  /** The message is in the machine's language; a pipe fails in no other way. */
  private boolean isReaderGone(IOException e) {
    return String.valueOf(e.getMessage()).contains("Broken pipe") || isPipe.getAsBoolean();
  }

  private static boolean isAPipe() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
    } catch (IOException | UnsupportedOperationException noProc) {
      return false;
    }
  }

  /** Nobody reads standard output any more. */
  static final class ReaderGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReaderGoneException(IOException cause) {
      super("nobody reads standard output any more", cause);
    }

    /** A file for people that is standard output or a pipe; sockets fail elsewhere. */
    private static boolean isOfAFileForPeople(Throwable failure) {
      return failure instanceof IOException
          && "Broken pipe".equals(failure.getMessage())
          && Arrays.stream(failure.getStackTrace())
              .anyMatch(frame -> frame.getClassName().equals("java.io.FileOutputStream"));
    }

    /** Whether this is why something failed. */
    static boolean isCauseOf(Throwable failure) {
      for (Throwable each = failure; each != null; each = each.getCause()) {
        if (each instanceof ReaderGoneException || isOfAFileForPeople(each)) {
          return true;
        }
      }
      return false;
    }
  }
}
