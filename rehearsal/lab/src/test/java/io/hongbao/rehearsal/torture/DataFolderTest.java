package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.files.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir private Path folder;

  private static final Instant BEGIN = Instant.parse("2027-02-05T20:30:01Z");

  @Test
  void shouldNameAFolderForEachTortureThatIsGivenNone() {
    Path parent = folder.resolve("data-torture");

    assertThat(DataFolder.named(parent, BEGIN)).isEqualTo(parent.resolve("20270205-203001"));
    assertThat(DataFolder.named(parent, BEGIN))
        .as("of another torture that begins in the same second")
        .isEqualTo(parent.resolve("20270205-203001-2"))
        .isEmptyDirectory();
  }

  @Test
  void shouldTakeAnEmptyFolderAndOneThatIsNotThere() {
    assertThatCode(() -> DataFolder.take(folder).close()).doesNotThrowAnyException();
    assertThatCode(() -> DataFolder.take(folder).close()).doesNotThrowAnyException();
    assertThatCode(() -> DataFolder.take(folder.resolve("new")).close()).doesNotThrowAnyException();
  }

  @Test
  void shouldSayWhoTorturesInAFolder() throws IOException {
    try (FolderLock lock = DataFolder.take(folder)) {
      Files.createFile(lock.folder().resolve("torture.yaml"));

      assertThatThrownBy(() -> DataFolder.take(folder))
          .isInstanceOf(OperationFailedException.class)
          .hasMessageContaining("is in use by ")
          .hasMessageContaining("(process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void shouldRefuseAFolderWithSomethingInItAndAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> DataFolder.take(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which is not empty");
    assertThatThrownBy(() -> DataFolder.take(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which is no folder");
    assertThat(folder.toFile().list()).as("nothing was touched").containsExactly("file");
  }

  @Test
  void shouldTellTheSizeOfAllThatIsInIt() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.write(folder.resolve("a").resolve("b"), new byte[2_500_000]);

    assertThat(DataFolder.sizeText(folder)).isEqualTo(folder + " (2 MB)");
  }
}
