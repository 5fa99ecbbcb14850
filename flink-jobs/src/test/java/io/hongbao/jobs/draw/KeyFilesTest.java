package io.hongbao.jobs.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {

  private final ControlKeys keys = TestShow.ofOneBucket().keys();

  @TempDir Path directory;

  @Test
  void shouldReadBothFiles() throws IOException {
    write("verifying.key", keys.verifyingKey().toBase64() + "\n");
    write("sealing.key", keys.sealingKey().toBase64() + "\n");

    assertSame(new KeyFiles(directory.toString()).load(Map.of()));
  }

  @Test
  void shouldPreferTheEnvironment() throws IOException {
    write("verifying.key", "not this one");

    assertSame(
        new KeyFiles(directory.toString())
            .load(
                Map.of(
                    "HONGBAO_VERIFYING_KEY", keys.verifyingKey().toBase64(),
                    "HONGBAO_SEALING_KEY", keys.sealingKey().toBase64())));
  }

  @Test
  void shouldNameTheFileThatIsMissing() {
    assertThatThrownBy(() -> new KeyFiles(directory.toString()).load(Map.of()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(directory + "/verifying.key");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private void assertSame(ControlKeys loaded) {
    assertThat(loaded.verifyingKey().toBase64()).isEqualTo(keys.verifyingKey().toBase64());
    assertThat(loaded.sealingKey().toBase64()).isEqualTo(keys.sealingKey().toBase64());
  }
}
