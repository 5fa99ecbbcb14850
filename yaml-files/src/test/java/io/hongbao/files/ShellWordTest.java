package io.hongbao.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.fixtures.OddFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {

  @Test
  void shouldLeavePlainWordsAsTheyAre() {
    assertThat(ShellWord.of(Path.of("/srv/gala_2027-02.05"))).isEqualTo("/srv/gala_2027-02.05");
  }

  @ParameterizedTest
  @ValueSource(strings = {OddFolder.NAME, "", "it's", "a\\'b\nc\td", "!x", "-n"})
  void shouldBeTheSameWordToAShell(String text) throws Exception {
    Process shell =
        new ProcessBuilder("bash", "-c", "printf %s " + ShellWord.of(text))
            .redirectErrorStream(true)
            .start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(text);
    assertThat(shell.waitFor()).isZero();
  }
}
