package io.hongbao.ops.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataVersionTest {

  @TempDir private Path folder;

  @Test
  void shouldMarkAFolderAtItsFirstStartAndKnowItAgain() {
    DataDirectory data = new DataDirectory(folder);

    DataVersion.claim(data);
    DataVersion.claim(data);

    assertThat(data.version()).hasContent("1\n");
  }

  @Test
  void shouldTakeAFolderFromBeforeTheMarkAsOfVersion1() throws IOException {
    DataDirectory data = new DataDirectory(folder);
    Files.createDirectories(data.kafka());

    DataVersion.claim(data);

    assertThat(data.version()).hasContent("1\n");
  }
}
