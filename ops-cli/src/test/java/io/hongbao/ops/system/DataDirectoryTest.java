package io.hongbao.ops.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "my data 中文",
        "a%20b",
        "a#b?c",
        "a;b|c&d",
        "it's \"quoted\"",
        "$HOME$",
        "~",
        "-x",
        "*[a]{b}",
        "@data",
        "a=b",
        "%d%p%i",
        "a+b!c",
        " lead and trail ",
        "#",
        "\u00e9",
        "e\u0301"
      })
  void shouldTakeEveryPathThatEachPartCanBeTold(String name) {
    assertThat(new DataDirectory(folder.resolve(name)).root()).isEqualTo(folder.resolve(name));
  }

  @Test
  void shouldRefuseInOneSentenceWhatAPartCannotBeTold() {
    assertRefused("a,b", "a comma, at which Kafka and Flink cut a list of folders");
    assertRefused("20:30", "a colon, at which Flink cuts a list of folders");
    assertRefused("a\\b", "a backslash, which Flink takes for a slash");
    assertRefused("${HOME}", "${, at which Log4j begins a variable");
    assertRefused("a\nb", "a control character, which a file of settings cannot hold");
    assertRefused("a\uFFFDb", "bytes that are not UTF-8, which a file of settings cannot hold");
    assertRefused(
        "\uD83E\uDDE7",
        "a character beyond U+FFFF, such as an emoji, which RocksDB spells in another way");
    assertRefused(
        ("x".repeat(200) + "/").repeat(15),
        "more than 3000 bytes, which leaves no room for the files in it");
    assertThatThrownBy(() -> new DataDirectory(Path.of("")))
        .hasMessage("--data is empty: expected a folder");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldBeOneFolderByWhicheverLinkItIsNamed() throws IOException {
    // Given
    Path real = Files.createDirectories(folder.resolve("real").resolve("gala"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);

    // Then
    assertThat(new DataDirectory(link).root()).isEqualTo(real);
    assertThat(new DataDirectory(link.resolve("new")).root()).isEqualTo(real.resolve("new"));
    assertThat(new DataDirectory(link.resolve("..").resolve("new")).root())
        .as("as the kernel has it: beside the folder, not beside the link")
        .isEqualTo(folder.resolve("real").resolve("new"));
    assertThat(new DataDirectory(folder.resolve("none/../new/")).root())
        .isEqualTo(folder.resolve("new"));
  }

  private void assertRefused(String name, String what) {
    assertThatThrownBy(() -> new DataDirectory(folder.resolve(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--data '" + folder)
        .hasMessageEndingWith(": the path has " + what + ": name another folder")
        .hasMessageNotContaining("\n");
  }
}
