package io.hongbao.rehearsal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hongbao.domain.fixtures.FreePorts;
import io.hongbao.files.FolderLock;
import io.hongbao.ops.system.DataDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that cannot succeed says why in one sentence, and starts nothing. */
class StartRefusalTest {

  private final List<String> progress = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void shouldRefuseAFolderOfAnotherVersion() throws IOException {
    DataDirectory data = data();
    Files.createDirectories(data.root());
    Files.writeString(data.version(), "2\n");

    assertRefused(
        String.format(
            Locale.ROOT,
            "the folder %s is of another version of Hongbao (layout '2', this one knows 1): start the version that made it, or name another folder with --data",
            data.root()),
        settings(data, FreePorts.next()));
    assertThat(data.version()).hasContent("2");
  }

  @Test
  void shouldRefuseAFolderOfAnUnknownVersion() throws IOException {
    DataDirectory data = data();
    Files.createDirectories(data.root());
    Files.writeString(data.version(), "x".repeat(1_000_000));

    assertRefused(
        String.format(
            Locale.ROOT,
            "the folder %s is of another version of Hongbao (layout '%s', this one knows 1): start the version that made it, or name another folder with --data",
            data.root(),
            "x".repeat(40)),
        settings(data, FreePorts.next()));
  }

  @Test
  void shouldRefuseAFolderWhereAFileIsInTheWay() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertRefused(
        String.format(
            Locale.ROOT,
            "the folder %s cannot be written (a file is in the way): see to that, or name another with --data",
            file),
        settings(new DataDirectory(file), FreePorts.next()));
  }

  @Test
  void shouldRefuseAPortThatIsTakenAndSayByWhom() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefused(
          String.format(
              Locale.ROOT,
              "port %d, wanted for redis, is in use by java (process %d): free it, or choose another with --redis-port",
              taken.getLocalPort(),
              ProcessHandle.current().pid()),
          settings(data(), taken.getLocalPort()));
    }
  }

  @Test
  void shouldLeaveTheFolderToTheNextOneAfterARefusal() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LocalSettings settings = settings(data(), taken.getLocalPort());
      assertThatThrownBy(() -> LocalSystem.start(settings, progress::add))
          .hasMessageContaining("--redis-port");
    }

    try (FolderLock lock = data().lock()) {
      assertThat(lock).isNotNull();
    }
  }

  private void assertRefused(String sentence, LocalSettings settings) {
    assertThatThrownBy(() -> LocalSystem.start(settings, progress::add)).hasMessage(sentence);
    assertThat(progress).isEmpty();
  }

  private DataDirectory data() {
    return new DataDirectory(folder.resolve("data"));
  }

  private static LocalSettings settings(DataDirectory data, int redisPort) {
    var ports =
        new LocalPorts(
            FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next(), redisPort);
    Path none = data.root().resolve("none.yaml");
    return new LocalSettings(data, ports, Optional.of(none), none, 1, 1, 1, 1, false);
  }
}
