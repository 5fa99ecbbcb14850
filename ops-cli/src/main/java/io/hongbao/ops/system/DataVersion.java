package io.hongbao.ops.system;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * How a data folder is laid out, as a number in a file of it. It counts up when a system could no
 * longer go on from what an older one left there. Folders from before there was such a file are of
 * layout 1.
 */
public final class DataVersion {

  static final int CURRENT = 1;

  /** What is longer is no number. */
  private static final int MAX_BYTES = 40;

  private DataVersion() {}

  /**
   * Marks a folder at its first start, and later checks the mark.
   *
   * @throws OperationFailedException if the folder is laid out in another way
   */
  public static void claim(DataDirectory data) {
    try {
      String text = read(data);
      if (!text.equals(String.valueOf(CURRENT))) {
        throw new OperationFailedException(
            String.format(
                Locale.ROOT,
                "the folder %s is of another version of Hongbao (layout '%s', this one knows %d): start the version that made it, or name another folder with --data",
                data.root(),
                text,
                CURRENT));
      }
    } catch (NoSuchFileException firstStart) {
      mark(data);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + data.version(), e);
    }
  }

  private static String read(DataDirectory data) throws IOException {
    try (InputStream in = Files.newInputStream(data.version())) {
      String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("").strip();
    }
  }

  private static void mark(DataDirectory data) {
    try {
      AtomicFiles.replace(data.version(), CURRENT + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + data.version(), e);
    }
  }
}
