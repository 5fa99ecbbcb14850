package io.hongbao.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that others may read, or a kill may hit, while they are written. */
public final class AtomicFiles {

  private AtomicFiles() {}

  /** Readers see the former content or all of the new one. */
  public static void replace(Path file, String content) throws IOException {
    Path whole = file.toAbsolutePath().normalize();
    Files.createDirectories(whole.getParent());
    Path draft = whole.resolveSibling(whole.getFileName() + ".new");
    Files.writeString(draft, content, StandardCharsets.UTF_8);
    Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE);
  }
}
