package io.hongbao.rehearsal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hongbao.files.FolderLock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second of two commands in a folder says who has it, and leaves all in it alone. */
class FoldersInUseTest {

  private static final String CAMPAIGN =
      Path.of("..", "..", "campaigns", "first-win.yaml").toString();

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench road --data=DIR",
        "bench --quick --data=DIR",
        "torture --kills=1 --data=DIR",
        "campaign seeds CAMPAIGN --out=DIR"
      })
  void shouldSayWhoHasTheFolder(String command) throws Exception {
    // Given
    Path others = Files.writeString(Files.createDirectory(folder.resolve("road")).resolve("x"), "");
    try (FolderLock lock = FolderLock.take(folder, "--data")) {

      // When
      int status = run(command);

      // Then
      assertThat(status).isEqualTo(3);
      assertThat(err.toString())
          .matches(
              String.format(
                  Locale.ROOT,
                  "hongbao: the folder \\S+ is in use by .* \\(process %d, since \\S+Z\\): wait for its end or stop it, or name another with --(data|out)\\R",
                  ProcessHandle.current().pid()));
      assertThat(others).exists();
      assertThat(lock.folder().toFile().list()).containsExactlyInAnyOrder(FolderLock.FILE, "road");
    }
  }

  private int run(String command) {
    String[] arguments =
        command.replace("DIR", folder.toString()).replace("CAMPAIGN", CAMPAIGN).split(" ", -1);
    return Hongbao.commandLine().setErr(new PrintWriter(err)).execute(arguments);
  }
}
