package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.ops.system.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Room on the disk and in memory. */
class RoomTest {

  private static final DataDirectory DATA = new DataDirectory(Path.of("/srv/gala"));

  @Test
  void shouldRefuseADiskThatIsNearlyFullWithBothFigures() {
    assertThatThrownBy(() -> DiskRoom.require(DATA, 499))
        .hasMessage(
            "the disk of the folder /srv/gala has 499 MB free, and 500 MB are needed: free some, or name a folder on another disk with --data");
    assertThatCode(() -> DiskRoom.require(DATA, 500)).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseTooLittleMemoryWithBothFigures() {
    assertThatThrownBy(() -> MemoryRoom.require(1_580, 1_000))
        .hasMessage(
            "this machine or container has 1000 MB of memory to give, and the parts need about 1580 MB: end other programs, give it more, or ask for fewer parts");
    assertThatCode(() -> MemoryRoom.require(1_000, 1_000)).doesNotThrowAnyException();
  }

  @Test
  void shouldTakeTheSmallerOfWhatTheKernelAndTheContainerHave(@TempDir Path folder)
      throws IOException {
    Path meminfo = folder.resolve("meminfo");
    Files.writeString(
        meminfo, "MemTotal:  24000000 kB\nMemFree: 1024 kB\nMemAvailable:    2048000 kB\n");

    assertThat(MemoryRoom.availableMebibytes(meminfo, 24_000)).isEqualTo(2_000);
    assertThat(MemoryRoom.availableMebibytes(meminfo, 512)).isEqualTo(512);
    assertThat(MemoryRoom.availableMebibytes(folder.resolve("none"), 4_000)).isEqualTo(4_000);
  }

  @Test
  void shouldNeedMoreForMoreParts() {
    int one = MemoryNeed.mebibytes(settings(1, 1, false));
    assertThat(one).isBetween(500, 1_500);
    assertThat(MemoryNeed.mebibytes(settings(2, 2, false))).isGreaterThan(one);
    assertThat(MemoryNeed.mebibytes(settings(1, 1, true))).isGreaterThan(one);
  }

  private static LocalSettings settings(int edges, int taskManagers, boolean processes) {
    return new LocalSettings(
        DATA,
        new LocalPorts(1, 2, 3, 4, 5),
        Optional.empty(),
        Path.of("none.yaml"),
        edges,
        1,
        taskManagers,
        1,
        processes);
  }
}
