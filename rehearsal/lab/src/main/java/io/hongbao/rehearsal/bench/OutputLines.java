package io.hongbao.rehearsal.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a command has printed so far, in whole lines.
 *
 * @param all in order, a line that is still being written left out
 */
record OutputLines(List<String> all) {

  private static final int MAX_SHOWN = 12;

  OutputLines {
    all = List.copyOf(all);
  }

  /** Empty while the file is missing. */
  static OutputLines read(Path file) {
    try {
      return Files.exists(file)
          ? of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
          : new OutputLines(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  static OutputLines of(String text) {
    return new OutputLines(text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
  }

  /** The last lines, for an error. */
  String end() {
    return String.join("\n", all.subList(Math.max(0, all.size() - MAX_SHOWN), all.size()));
  }
}
