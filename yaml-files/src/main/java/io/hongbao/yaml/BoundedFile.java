package io.hongbao.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file that should be small; one that is not, or that cannot be read, is a problem. */
public final class BoundedFile {

  private BoundedFile() {}

  /**
   * The file's bytes; empty if there was a problem, which is then told.
   *
   * @param what how messages call what the file should be, with its article: "a campaign"
   */
  public static Optional<byte[]> read(Path path, String what, int maxBytes, Problems problems) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length <= maxBytes) {
        return Optional.of(bytes);
      }
      problems.add(1, 1, "larger than " + maxBytes + " bytes, expected " + what);
    } catch (NoSuchFileException e) {
      problems.add(1, 1, "no such file, expected " + what);
    } catch (IOException e) {
      problems.add(1, 1, "cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }
}
