package io.hongbao.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hongbao.domain.OperationFailedException;
import io.hongbao.domain.fixtures.ChildJvm;
import io.hongbao.domain.fixtures.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir private Path folder;

  @Test
  void shouldSayWhoHasTheFolderAndSinceWhenUntilThatProcessIsKilled() throws Exception {
    // Given
    Path taken = folder.resolve("taken");
    Path said = folder.resolve("said");
    Process other = ChildJvm.start(said, Holder.class, taken);
    await().until(() -> Files.readString(said).contains("taken"));

    // When
    assertThatThrownBy(() -> FolderLock.take(taken, "--data"))

        // Then
        .isInstanceOf(OperationFailedException.class)
        .message()
        .matches(
            String.format(
                Locale.ROOT,
                "the folder \\S+ is in use by \\S+FolderLockTest\\$Holder \\S+ \\(process %d, since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\): wait for its end or stop it, or name another with --data",
                other.pid()));

    // And when
    other.destroyForcibly().waitFor(Patience.SECONDS, TimeUnit.SECONDS);

    // Then
    try (FolderLock again = FolderLock.take(taken, "--data")) {
      assertThat(Files.readString(taken.resolve(FolderLock.FILE)))
          .contains("(process " + ProcessHandle.current().pid() + ", since ");
      assertThat(again.folder()).isEqualTo(taken);
    }
  }

  @Test
  void shouldTouchNothingOfAFolderThatIsTaken() throws IOException {
    try (FolderLock lock = FolderLock.take(folder, "--data")) {
      Path file = lock.folder().resolve(FolderLock.FILE);
      String before = Files.readString(file);

      assertThatThrownBy(() -> FolderLock.take(folder, "--data"))
          .isInstanceOf(OperationFailedException.class);

      assertThat(Files.readString(file)).isEqualTo(before);
      assertThat(folder.toFile().list()).containsExactly(FolderLock.FILE);
    }
  }

  @Test
  void shouldBearWhateverIsInTheFile() throws IOException {
    Files.write(folder.resolve(FolderLock.FILE), new byte[] {0, (byte) 0xff, '\n', 7});

    try (FolderLock lock = FolderLock.take(folder, "--data")) {
      assertThat(FolderLock.isMarked(lock.folder())).isTrue();
    }
  }

  /** Takes the folder and stays. */
  static final class Holder {
    public static void main(String[] arguments) throws InterruptedException {
      try (FolderLock lock = FolderLock.take(Path.of(arguments[0]), "--data")) {
        System.out.println("taken " + lock.folder());
        Thread.currentThread().join();
      }
    }
  }
}
