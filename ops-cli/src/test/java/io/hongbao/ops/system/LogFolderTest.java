package io.hongbao.ops.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.domain.fixtures.OddFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFolderTest {

  /** As in log4j2.xml: 10 MB a file. */
  private static final int MEBIBYTES_BEFORE_A_NEW_FILE = 11;

  @TempDir private Path directory;

  @Test
  void shouldKeepOlderLogsBesideTheNewOneInAFolderOfAnyName() throws Exception {
    // Given
    Path folder = directory.resolve(OddFolder.NAME);
    LogFolder.properties(folder, "part").forEach(System::setProperty);
    URI settings = LogFolderTest.class.getResource("/log4j2.xml").toURI();

    // When
    try (LoggerContext log = Configurator.initialize("odd", null, settings)) {
      for (int i = 0; i < MEBIBYTES_BEFORE_A_NEW_FILE; i++) {
        log.getLogger("io.hongbao").info("{}", "x".repeat(1 << 20));
      }
    }

    // Then
    assertThat(names(folder)).containsExactly("part.1.log", "part.log");
    assertThat(names(directory)).containsExactly(OddFolder.NAME);
  }

  @AfterEach
  void forget() {
    LogFolder.properties(directory, "part").keySet().forEach(System::clearProperty);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }
}
