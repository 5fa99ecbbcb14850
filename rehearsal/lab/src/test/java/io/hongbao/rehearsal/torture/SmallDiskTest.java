package io.hongbao.rehearsal.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hongbao.domain.OperationFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs where mounting is allowed. */
class SmallDiskTest {

  @TempDir private Path folder;

  @Test
  void shouldHaveNoRoomWhileItIsFullAndKeepWhatItHeld() throws Exception {
    // Given
    Path mounted = folder.resolve("disk");
    SmallDisk disk = mountIfAllowed(mounted);
    Path before = Files.writeString(mounted.resolve("before"), "kept");

    // When
    try (disk) {
      disk.fill();
      assertThatThrownBy(() -> Files.write(mounted.resolve("more"), new byte[4_096]))
          .isInstanceOf(IOException.class);
      disk.free();
      Files.writeString(mounted.resolve("after"), "kept too");
    }

    // Then
    assertThat(before).hasContent("kept");
    assertThat(mounted.resolve("after")).hasContent("kept too");
    assertThat(mounted.resolve("filler")).doesNotExist();
    assertThat(Files.getFileStore(mounted)).isEqualTo(Files.getFileStore(folder));
  }

  private static SmallDisk mountIfAllowed(Path on) throws InterruptedException {
    try {
      return SmallDisk.mount(on, 1);
    } catch (OperationFailedException refused) {
      assumeTrue(false, refused.getMessage());
      throw refused;
    }
  }
}
