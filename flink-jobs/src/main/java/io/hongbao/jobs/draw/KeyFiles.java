package io.hongbao.jobs.draw;

import io.hongbao.wire.keys.SealingKey;
import io.hongbao.wire.keys.VerifyingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Loads keys from {@code verifying.key} and {@code sealing.key} of a directory, each base64 text.
 * On the machine where the job runs, {@code HONGBAO_VERIFYING_KEY} and {@code HONGBAO_SEALING_KEY}
 * stand above the files.
 *
 * @param directory a path on the task manager
 */
record KeyFiles(String directory) implements ControlKeys.Loader {

  private static final String VERIFYING_FILE = "verifying.key";
  private static final String SEALING_FILE = "sealing.key";

  @Override
  public ControlKeys load() {
    return load(System.getenv());
  }

  ControlKeys load(Map<String, String> environment) {
    return new ControlKeys(
        VerifyingKey.fromBase64(text(environment.get("HONGBAO_VERIFYING_KEY"), VERIFYING_FILE)),
        SealingKey.fromBase64(text(environment.get("HONGBAO_SEALING_KEY"), SEALING_FILE)));
  }

  private String text(String fromEnvironment, String file) {
    if (fromEnvironment != null && !fromEnvironment.isBlank()) {
      return fromEnvironment;
    }
    try {
      return Files.readString(Path.of(directory, file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the draw job's key " + directory + "/" + file, e);
    }
  }
}
