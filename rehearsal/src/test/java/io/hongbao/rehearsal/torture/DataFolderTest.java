package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir private Path folder;

  @Test
  void shouldNameAFolderForEachTortureThatIsGivenNone() {
    assertThat(DataFolder.named(Instant.parse("2027-02-05T20:30:01Z")))
        .isEqualTo(Path.of("data-torture", "20270205-203001"));
  }

  @Test
  void shouldAcceptAnEmptyFolderAndOneThatIsNotThere() {
    assertThatCode(() -> DataFolder.requireFresh(folder)).doesNotThrowAnyException();
    assertThatCode(() -> DataFolder.requireFresh(folder.resolve("new"))).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseAFolderWithSomethingInItAndAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> DataFolder.requireFresh(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which is not empty");
    assertThatThrownBy(() -> DataFolder.requireFresh(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which is no folder");
  }

  @Test
  void shouldTellTheSizeOfAllThatIsInIt() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.write(folder.resolve("a").resolve("b"), new byte[2_500_000]);

    assertThat(DataFolder.sizeText(folder)).isEqualTo(folder + " (2 MB)");
  }
}
